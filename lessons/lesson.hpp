#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>

/// A lesson: a program that runs on the scheduler, its Python twin, and the words around it.
///
/// To add one: make a folder `lessons/NAME` with NAME.cpp, NAME.py, en.md and zh.md, and put NAME
/// into the list of lessons/meson.build.
namespace lessons {

/// A value that the learner can change before a run ("what if…").
///
///     const WhatIf delay_a{"delay_a", 2.0, 0.0, 5.0};   // in the lesson
///     ... fetch("A", delay_a) ...                       // reads what the learner has set
///
/// The Python twin has a global variable of the same name and value. Labels stand in en.md and zh.md.
class WhatIf {
public:
    enum class Type { number, flag };
    constexpr WhatIf(const char* name, double value, double least, double most, double step = 0.5)
        : name(name), type(Type::number), value(value), least(least), most(most), step(step) {}
    constexpr WhatIf(const char* name, bool value) : name(name), type(Type::flag), value(value), least(0), most(1), step(1) {}

    operator double() const;     ///< the setting of this run, else the default; whole numbers: cast to int
    explicit operator bool() const;

    const char* name;            ///< as in `--set NAME=VALUE`
    Type type;
    double value, least, most, step;
};

/// What the learner has set: name -> value (flags: 0 or 1). Missing names have their default.
using Settings = std::map<std::string, double, std::less<>>;

/// Makes `settings` those of the program that runs on this thread (and of its tasks and jobs).
void use(const Settings& settings);

struct Lesson {
    const char* name;                         ///< folder and command-line name: "gather"
    void (*program)();                        ///< what the Python twin does at its top level
    std::span<const WhatIf* const> what_ifs;  ///< at least two
};

/// The texts of a lesson, embedded at build time.
struct Sources {
    std::string_view cpp, python;             ///< lines may end in a tag, `//@tag` or `#@tag`: equal tags, equal place
    std::string_view en, zh;                  ///< Markdown; format in CONTRIBUTING.md
};

std::span<const Lesson> all();                ///< in teaching order
const Lesson* find(std::string_view name);    ///< nullptr if there is none
Sources sources(const Lesson& lesson);

}  // namespace lessons
