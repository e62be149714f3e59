"""What a person typed wrongly, said in one line, Vietnamese first, with where to read on."""

from __future__ import annotations

import click


def said(error: click.UsageError) -> str:
    """Return what is wrong with a command and which help to read, on two lines."""
    context = error.ctx
    command = context.command_path if context else "cancu"
    return f"{command}: {_what(error)}\nXem / see: {command} --help"


def _what(error: click.UsageError) -> str:
    message = error.message
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(_context(error)) if error.param else error.param_hint
        return f"thiếu {name} / missing"
    if isinstance(error, click.NoSuchOption):
        near = f" ({', '.join(sorted(error.possibilities))}?)" if error.possibilities else ""
        return f"không có lựa chọn {error.option_name}{near} / no such option"
    if isinstance(error, click.BadParameter):
        hint = error.param.get_error_hint(_context(error)) if error.param else ""
        return f"{hint}: giá trị chưa đúng / wrong value: {message}"
    return message


def _context(error: click.UsageError) -> click.Context:
    return error.ctx or click.Context(click.Command("cancu"))
