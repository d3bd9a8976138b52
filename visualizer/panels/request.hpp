#pragma once
#include <string>
#include <variant>
#include <vector>

#include "view.hpp"

/// What a panel asks for. Panels change nothing themselves: they return requests, and the app obeys.
namespace awaitscope {

namespace request {

// Moving through the log.
struct Step { int by = 1; };                     ///< events; negative: back
struct TaskSwitch { int by = 1; };
struct LoopTurn { int by = 1; };
struct ToStart {};
struct ToEnd {};
struct Seek { std::size_t events; };
struct Play { bool on; };
struct Speed { double events_a_second; };

// What is on the desk.
struct OpenLesson { std::string name; };
struct WhatIf { std::string name; double value; };  ///< runs the lesson anew with this setting
struct Restart {};                                  ///< runs it anew with its own settings
struct Export { std::string format; };              ///< a name in export formats' list: "svg"
struct Answer { std::size_t question, choice; };

// How it is looked at.
struct Select { Ref ref; };                      ///< none: nothing is selected
struct Focus { Pane pane; };                     ///< who gets the arrow keys
struct Choose { std::size_t row; };              ///< in the pane that has them
struct Show { Page page; };
struct ShowLower { Lower page; };
struct SetAxis { Axis axis; };
struct Window { double left, right; };           ///< the part of the timeline that is shown, within 0 … 1
struct Filter { std::string text; };
struct SetLang { Lang lang; };
struct SetAppearance { Appearance appearance; };
struct Zoom { float text; };                     ///< 1: as designed
struct Split { Splits splits; };
struct Help { bool shown; };
struct Fullscreen {};
struct Quit {};
struct Dismiss {};                               ///< the note has been read

}  // namespace request

using Request = std::variant<
    request::Step, request::TaskSwitch, request::LoopTurn, request::ToStart, request::ToEnd, request::Seek,
    request::Play, request::Speed, request::OpenLesson, request::WhatIf, request::Restart, request::Export,
    request::Answer, request::Select, request::Focus, request::Choose, request::Show, request::ShowLower,
    request::SetAxis, request::Window, request::Filter, request::SetLang, request::SetAppearance, request::Zoom,
    request::Split, request::Help, request::Fullscreen, request::Quit,
    request::Dismiss>;
using Requests = std::vector<Request>;

inline void append(Requests& requests, Requests more) {
    for (Request& request : more) requests.push_back(std::move(request));
}

}  // namespace awaitscope
