#include "lesson.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "embedded.hpp"
#include "runtime/context.hpp"

namespace lessons {
namespace {

/// A context variable, so that every task, and every job that to_thread starts, sees what its run was given.
asyncio::ContextVar<std::shared_ptr<const Settings>> in_use{"settings", nullptr};

}  // namespace

void use(const Settings& settings) { in_use.set(std::make_shared<const Settings>(settings)); }

WhatIf::operator double() const {
    const std::shared_ptr<const Settings> settings = in_use.get();
    if (!settings) return value;
    const auto found = settings->find(name);
    return found == settings->end() ? value : found->second;
}

WhatIf::operator bool() const { return static_cast<double>(*this) != 0; }

std::span<const Lesson> all() {
    static const std::vector<Lesson> lessons = [] {
        std::vector<Lesson> list;
        for (const Embedded& entry : embedded()) list.push_back(*entry.lesson);
        return list;
    }();
    return lessons;
}

const Lesson* find(std::string_view name) {
    const auto found = std::ranges::find(all(), name, &Lesson::name);
    return found == all().end() ? nullptr : &*found;
}

Sources sources(const Lesson& lesson) {
    const auto found = std::ranges::find(embedded(), std::string_view(lesson.name), [](const Embedded& e) { return e.lesson->name; });
    return found == embedded().end() ? Sources{} : found->sources;
}

}  // namespace lessons
