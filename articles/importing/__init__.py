"""Turns a text, Markdown or HTML file into an article made of proper blocks, losing nothing.

Reading (`decode`, `text_lines`, `markdown_lines`, `html_lines`) gives one stream of `lines.Line`; `recognise`
says what each line is; `report` proves that each line went to exactly one place. Those parts are pure Python.
Only `resolve`, `build` and `printing` know the site.
"""
