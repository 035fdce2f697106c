"""Who holds which post where: titles linked with names and organs, said or implied, in sentences, lists, résumés.

``holding`` says what a title is held in (``implied``: what it implies by itself), ``link`` who holds it;
``carrying``, ``rosters`` and ``resumes`` know the posts whose holder stands further off.
"""
