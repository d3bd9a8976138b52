#pragma once
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

#include "runtime/trace/log.hpp"
#include "visualizer/story/story.hpp"

namespace awaitscope {

/// What an export says beside the events.
struct ExportInfo {
    std::string title;               ///< lesson or file name
    Lang lang = Lang::en;            ///< the page (html) can be switched
    bool light = false;              ///< for projectors and paper; the page can be switched
    std::string_view cpp, python;    ///< the source, if the log is a lesson's; lines of the log are those of `cpp`
};

/// A way to hand out a recording. To add one: a file in this folder and a line in format.cpp.
struct Format {
    const char* name;                ///< as in `--format svg`
    const char* extension;           ///< ".svg"
    const char* media;               ///< "image/svg+xml"
    const char* what;                ///< for lists: what it is good for, in English; what_zh in Chinese
    const char* what_zh;
    void (*write)(const Log& log, const ExportInfo& info, std::ostream& out);
};

std::span<const Format> formats();
const Format* find_format(std::string_view name);   ///< nullptr if there is none

}  // namespace awaitscope
