#!/usr/bin/env python
"""The one entry point: `uv run manage.py quickstart` shows the whole site."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toelab.settings.dev")
    execute_from_command_line(sys.argv)
