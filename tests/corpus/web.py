"""Writes a corpus plan as HTML, which Chromium prints: what a clerk gets who writes in a browser."""

import base64
from html import escape

from tests.corpus.blocks import Block, Boxes, Break, Contents, Grid, Heading, Para, Picture, Smart, Text
from tests.corpus.pictures import FONT, draw

_STYLE = (
    "@font-face{{font-family:Sarabun;src:url(file://{font})}} @page{{size:{page};margin:2cm}} "
    "body{{font-family:Sarabun;font-size:15pt;line-height:1.45}} table{{border-collapse:collapse;width:100%}} "
    "td,th{{border:1px solid #000;padding:2px 5px;vertical-align:top;font-size:13pt;text-align:left}} "
    ".c{{text-align:center}} .box{{display:inline-block;border:1px solid #000;margin:6px;padding:4px 10px;"
    "text-align:center}} .new{{break-before:page}} h2{{font-size:17pt}} h3{{font-size:15pt}}"
)


def write_html(text: Text) -> str:
    """The plan as one HTML page."""
    page = "A4 landscape" if text.shape.layout == "landscape" else "A4"
    body = [_block(block, text) for block in text.first_page]
    columns = {"two_columns": 2, "one_table": 1}.get(text.shape.layout, 0)
    body += _laid_out(text, columns) if columns else [_block(block, text) for block in text.blocks]
    style = _STYLE.format(font=FONT, page=page)
    return (
        f'<!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><title>{escape(text.title)}</title>'
        f"<style>{style}</style></head><body>{''.join(body)}</body></html>"
    )


def _laid_out(text: Text, columns: int) -> list[str]:
    rows: list[str] = []
    content: list[str] = []
    heading = ""

    def close() -> None:
        if columns == 2:
            rows.append(f'<tr><td style="width:26%">{heading}</td><td>{"".join(content)}</td></tr>')
        else:
            rows.append(f"<tr><td>{heading}</td></tr><tr><td>{''.join(content)}</td></tr>")

    for block in text.blocks:
        if isinstance(block, Heading) and block.level == 1:
            if heading or content:
                close()
            heading, content = f"<b>{escape(block.line)}</b>", []
        elif not isinstance(block, Break):
            content.append(_block(block, text))
    close()
    return ["<table>", *rows, "</table>"]


def _block(block: Block, text: Text) -> str:
    if isinstance(block, Heading):
        tag = "h2" if block.level == 1 else "h3"
        if text.shape.heading == "cell" and block.level == 1:
            return f"<table><tr><td><b>{escape(block.line)}</b></td></tr></table>"
        return (
            f"<p>{escape(block.line)}</p>" if text.shape.heading == "plain" else f"<{tag}>{escape(block.line)}</{tag}>"
        )
    if isinstance(block, Para):
        words = f"<b>{escape(block.text)}</b>" if block.bold else escape(block.text)
        return f'<p class="{"c" if block.centre else ""}" style="margin-left:{block.indent * 30}px">{words}</p>'
    if isinstance(block, Grid):
        return _grid(block)
    if isinstance(block, Boxes | Smart):
        return "".join(
            '<div class="c">' + "".join(f'<div class="box">{_lines(words)}</div>' for words in row) + "</div>"
            for row in block.levels
        )
    if isinstance(block, Picture):
        return f'<p><img width="420" src="data:image/png;base64,{base64.b64encode(draw(block.lines)).decode()}"></p>'
    if isinstance(block, Contents):
        headings = [part.line for part in text.blocks if isinstance(part, Heading) and part.level == 1]
        entries = "".join(
            f"<p>{escape(line)} {'.' * 40} {at + 2}</p>" for at, line in enumerate((*headings, *block.extra), start=1)
        )
        return f'<p class="c"><b>สารบัญ</b></p>{entries}'
    return '<div class="new"></div>'


def _grid(block: Grid) -> str:
    rows = []
    for at, row in enumerate(block.rows):
        tag = "th" if block.header and at == 0 else "td"
        rows.append("<tr>" + "".join(f"<{tag}>{_lines(cell)}</{tag}>" for cell in row) + "</tr>")
    caption = f"<p><b>{escape(block.caption)}</b></p>" if block.caption else ""
    return f"{caption}<table>{''.join(rows)}</table>"


def _lines(words: str) -> str:
    return "<br>".join(map(escape, words.split("\n")))
