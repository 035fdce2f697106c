"""Over many documents: who is one person, which posts they held when, which events are one, in their order."""
