#include "frame.hpp"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <string_view>

#include "here.hpp"
#include "task.hpp"

namespace asyncio {

namespace {

/// The library's folder as the compiler was given it: "../runtime/", or all of it. Some files are compiled by a path that
/// begins before that: "/home/me/awaitscope/build/../runtime/".
std::string_view library_folder() {
    const std::string_view here = std::source_location::current().file_name();
    const std::size_t up = here.find("../");
    return here.substr(0, here.rfind('/') + 1).substr(up == here.npos ? 0 : up);
}

bool lies_in_library(std::string_view path) {
    static const std::string folder(library_folder()), behind_another = "/" + folder;
    return path.starts_with(folder) || path.find(behind_another) != path.npos ||
           path.find("/include/asyncio/") != path.npos;   // installed
}

}  // namespace

bool is_library(const char* file) {
    struct Known {
        const char* file = nullptr;
        bool library = false;
    };
    static thread_local std::array<Known, 64> all_known;   // by address: a file's name is one literal, or a few
    Known& known = all_known[reinterpret_cast<std::uintptr_t>(file) / 8 % all_known.size()];
    if (known.file != file) known = {file, lies_in_library(file)};
    return known.library;
}

std::vector<Frame> frames_of(const TaskState& task) {
    std::vector<Frame> frames;
    for (const PromiseBase* p = task.outermost(); p; p = p->awaits) frames.push_back({p->name, p->file(), p->line()});
    return frames;
}

std::vector<Frame> running_frames(Place where) {
    TaskState* task = here.task;
    std::vector<Frame> frames = task ? frames_of(*task) : std::vector<Frame>();
    if (is_library(where.file)) where = {};
    const Frame* innermost = frames.empty() ? nullptr : &frames.back();
    const bool is_innermost = where && innermost && std::strcmp(innermost->file, where.file) == 0 &&
                              std::strcmp(innermost->function, where.function) == 0;
    if (is_innermost) {
        frames.back().line = where.line;
    } else {
        if (innermost) frames.back().is_later = true;
        if (where) frames.push_back({where.function, where.file, where.line, false});
    }
    return frames;
}

std::string format_frames(const std::vector<Frame>& frames) {
    std::string text;
    for (const Frame& frame : frames)
        text += fmt::format("{}  File \"{}\", {}line {}, in {}", text.empty() ? "" : "\n", frame.file,
                            frame.is_later ? "after " : "", frame.line, frame.function);
    return text;
}

}  // namespace asyncio
