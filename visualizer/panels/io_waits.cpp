#include <fmt/format.h>

#include "cards.hpp"
#include "panels.hpp"

namespace awaitscope {
namespace {

Requests draw_watcher(const Frame& f, const Watcher& watcher) {
    Ref ref = watcher.task;
    const Future* future = f.state.find_future(watcher.fut);
    if (!ref && future && !future->waiters.empty()) ref = future->waiters.front();
    const std::string_view asks = f.say(watcher.direction == Direction::read ? words::readable : words::writable);
    const std::string what = watcher.fn.empty() ? std::string(callback_phrase(watcher.callback, f.view.lang)) : std::string(watcher.fn);
    return ui::card(f, name(watcher.ref).c_str(),
                    {paint(TaskState::io_wait), name(watcher.ref), watcher.ready ? std::string(f.say(words::is_ready)) : std::string(asks),
                     (ref ? ui::who(f, ref) + " · " : "") + what, ref, false, std::string(watcher.callback_name)});
}

}  // namespace

/// The sockets that libuv watches, and for whom.
Requests draw_io_waits(const Frame& f) {
    Requests requests;
    ui::section(f, f.say(words::io), f.say(words::io_note), f.say(words::io_empty), f.state.watchers.empty());
    for (const Watcher& watcher : f.state.watchers)
        append(requests, draw_watcher(f, watcher));
    return requests;
}

}  // namespace awaitscope
