#!/usr/bin/env python3
"""Puts the style and the scripts into the page, and the page into a C++ source.

    embed_page.py OUTPUT.cpp page.html page.css SCRIPT.js...
"""
import pathlib
import sys

output, page, style, *scripts = map(pathlib.Path, sys.argv[1:])
text = page.read_text("utf-8")
text = text.replace("/* style */", style.read_text("utf-8"))
text = text.replace("/* scripts */", "\n".join(script.read_text("utf-8") for script in scripts))
marks = sorted(part.split("}}")[0] for part in text.split("{{")[1:])
assert marks == ["data", "lang", "theme", "title"], f"the page must have each mark once: {marks}"

data = text.encode("utf-8")
rows = ("".join(f"{byte}," for byte in data[i:i + 32]) for i in range(0, len(data), 32))
output.write_text(f"""#include "visualizer/export/html_page.hpp"

static constexpr unsigned char page[] = {{
{chr(10).join(rows)}
}};

const std::string_view awaitscope::exports::html_page(reinterpret_cast<const char*>(page), sizeof page);
""", "utf-8")
