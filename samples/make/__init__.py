"""Renders the texts of samples/content as the .docx, .pdf, .html and .txt files people have.

Only for those who change the samples: needs reportlab and the Liberation Serif fonts.
"""
