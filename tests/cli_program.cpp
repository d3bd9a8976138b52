// The program's command line over lessons that misbehave, and with words in place of a window.
#include <unistd.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <ranges>

#include "runtime/asyncio.hpp"
#include "session_lessons.hpp"
#include "visualizer/app/cli.hpp"

namespace chatty {

asyncio::Coroutine<> main() {
    for (int n = 0;; ++n) {
        asyncio::print("line {}", n);
        co_await asyncio::sleep(1);
    }
}

void program() { asyncio::run(main()); }
const lessons::Lesson lesson{"chatty", program, {}};

}  // namespace chatty

namespace crashing {

asyncio::Coroutine<> main() {
    asyncio::print("so far so good");
    co_await asyncio::sleep(1);
    _exit(99);
}

void program() { asyncio::run(main()); }
const lessons::Lesson lesson{"crashing", program, {}};

}  // namespace crashing

namespace careless {

asyncio::Coroutine<> forgotten() { co_return; }

asyncio::Coroutine<> main() {
    (void)forgotten();
    co_return;
}

void program() { asyncio::run(main()); }
const lessons::Lesson lesson{"careless", program, {}};

}  // namespace careless

namespace lessons {
namespace {

asyncio::ContextVar<Settings> in_use{"settings", {}};

}  // namespace

void use(const Settings& settings) { in_use.set(settings); }

WhatIf::operator double() const {
    const Settings settings = in_use.get();
    const auto found = settings.find(name);
    return found == settings.end() ? value : found->second;
}

WhatIf::operator bool() const { return static_cast<double>(*this) != 0; }

std::span<const Lesson> all() {
    using namespace session_lessons;
    static const Lesson list[] = {two_sleepers, workers, failing, endless, spinning, chatty::lesson, crashing::lesson, careless::lesson};
    return list;
}

const Lesson* find(std::string_view name) {
    const auto found = std::ranges::find(all(), name, &Lesson::name);
    return found == all().end() ? nullptr : &*found;
}

Sources sources(const Lesson& lesson) {
    if (std::string_view(lesson.name) != "two_sleepers") return {};
    return {"co_await sleep(2);", "await sleep(2)", "# Two sleepers\n\nThey sleep.\n", "# 两个睡觉的人\n\n他们在睡觉。\n"};
}

}  // namespace lessons

int main(int argc, char** argv) {
    using namespace awaitscope;
    session_lessons::spins = true;
    const int exit_code = command_line(argc, argv, [](Shown shown) {
        if (!std::getenv("DISPLAY")) throw NoDisplay("there is no display");
        fmt::print("{} {} {} {} at {} of {}{}\n", shown.session->title(), shown.lang == Lang::zh ? "zh" : "en", shown.light ? "light" : "dark",
                   fmt::join(shown.session->settings() | std::views::values, ","), shown.session->cursor(), shown.session->recorded(),
                   shown.file.empty() ? "" : " from " + shown.file.string());
        return 7;
    });
    std::fflush(stdout);
    _exit(exit_code);   // as the real one: a lesson that was left behind may still run
}
