"""Run dibao with ``python -m dibao``."""

from dibao.app import main

main()
