#include "repr.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "origins.hpp"
#include "python_call.hpp"
#include "quoted.hpp"
#include "repr_value.hpp"

namespace asyncio {
namespace {

/// What is being shown, from the outside in: futures can refer to themselves.
thread_local std::vector<const FutureState*> shown;

std::string origin(const Loop* loop, const void* object) {
    if (!loop || !loop->origins()) return "";
    const std::vector<Frame>& frames = loop->origins()->of(object);
    if (frames.empty() || frames.back().is_later) return "";
    return fmt::format(" created at {}:{}", frames.back().file, frames.back().line);
}

std::string coroutine(const TaskState& task) {
    const PromiseBase* frame = task.outermost();
    if (!frame) return fmt::format("{}() done, defined at {}", task.qualified_name(), task.defined_at());
    return fmt::format("{}() running at {}:{}", frame->name, frame->file(), frame->line());
}

const char* state(FutureState& future) {
    if (!future.done() && future.is_task() && static_cast<TaskState&>(future).cancelling() > 0) return "cancelling";
    return !future.done() ? "pending" : future.cancelled() ? "cancelled" : "finished";
}

std::string_view pythons_name_in_io(trace::Callback callback) {
    switch (callback) {
    case trace::Callback::sock_recv: return "BaseSelectorEventLoop._sock_recv";
    case trace::Callback::sock_send: return "BaseSelectorEventLoop._sock_sendall";
    case trace::Callback::sock_accept: return "BaseSelectorEventLoop._sock_accept";
    case trace::Callback::sock_connect: return "BaseSelectorEventLoop._sock_connect_cb";
    case trace::Callback::sock_read_done: return "BaseSelectorEventLoop._sock_read_done";
    case trace::Callback::sock_write_done: return "BaseSelectorEventLoop._sock_write_done";
    case trace::Callback::server_accept: return "BaseSelectorEventLoop._accept_connection";
    case trace::Callback::transport_start_reading: return "_SelectorTransport._add_reader";
    case trace::Callback::transport_read: return "_SelectorSocketTransport._read_ready";
    case trace::Callback::transport_write: return "_SelectorSocketTransport._write_ready";
    case trace::Callback::transport_closed: return "_SelectorSocketTransport._call_connection_lost";
    default: return trace::word(callback);
    }
}

/// The name that CPython's function has, or the trace's word for it.
std::string_view pythons_name(trace::Callback callback) {
    switch (callback) {
    case trace::Callback::task_wakeup: return "Task.task_wakeup";
    case trace::Callback::run_stop: return "_run_until_complete_cb";
    case trace::Callback::gather_child_done: return "gather.<locals>._done_callback";
    case trace::Callback::wait_child_done: return "_wait.<locals>._on_completion";
    case trace::Callback::as_completed_child_done: return "as_completed.<locals>._on_completion";
    case trace::Callback::as_completed_timeout: return "as_completed.<locals>._on_timeout";
    case trace::Callback::wait_for_child_done:
    case trace::Callback::wait_for_timeout:
    case trace::Callback::wait_timeout: return "_release_waiter";
    case trace::Callback::timeout_expire: return "Timeout._on_timeout";
    case trace::Callback::taskgroup_child_done: return "TaskGroup._on_task_done";
    case trace::Callback::shield_inner_done: return "shield.<locals>._inner_done_callback";
    case trace::Callback::shield_outer_done: return "shield.<locals>._outer_done_callback";
    case trace::Callback::executor_check_cancel: return "_chain_future.<locals>._call_check_cancel";
    case trace::Callback::executor_deliver: return "_chain_future.<locals>._set_state";
    case trace::Callback::threadsafe_submit: return "run_coroutine_threadsafe.<locals>.callback";
    case trace::Callback::threadsafe_deliver: return "_chain_future.<locals>._call_set_state";
    case trace::Callback::sleep_wake:
    case trace::Callback::transport_ready: return "_set_result_unless_cancelled";
    default: return pythons_name_in_io(callback);
    }
}

std::string callback(HandleState& handle) {
    const auto in_debug_mode = [](const Loop* loop) { return loop && loop->get_debug(); };
    return handle.cancelled() && !in_debug_mode(handle.loop()) ? "" : handle.show();   // debug mode notes it before it is cleared
}

/// The first, how many more, and the last.
std::string callbacks(FutureState& future) {
    std::vector<HandleState*> all;
    future.add_callbacks(all);
    if (all.empty()) return "";
    std::string text = callback(*all.front());
    if (all.size() > 2) text += fmt::format(", <{} more>", all.size() - 2);
    if (all.size() > 1) text += ", " + callback(*all.back());
    return " cb=[" + text + "]";
}

std::string outcome(FutureState& future) {
    if (!future.done() || future.cancelled()) return "";
    if (future.peek_exception()) return " exception=" + repr(future.peek_exception());
    return " result=" + future.show_result();
}

std::string of_task(TaskState& task) {
    const std::string waits = task.waiter() ? " wait_for=" + repr(AnyFuture(task.waiter())) : "";
    return fmt::format(" name='{}' coro=<{}>{}", task.name(), coroutine(task), waits);
}

std::string show(FutureState& future) {
    const char* type = future.is_task() ? "Task" : future.kind() == trace::FutureKind::gather ? "_GatheringFuture" : "Future";
    return fmt::format("<{} {}{}{}{}{}>", type, state(future),
                       future.is_task() ? of_task(static_cast<TaskState&>(future)) : "", outcome(future),
                       callbacks(future), origin(&future.loop(), &future));
}

}  // namespace

std::string HandleState::show() {
    if (callback_ < trace::Callback::user) return std::string(pythons_name(callback_)) + "()";
    const std::string name = facts().fn;
    return name.empty() ? "" : name + "()";
}

std::string CallWithError::operator()() const { return std::string(function) + "(" + detail::shortened(repr(error)) + ")"; }

std::string repr(const AnyFuture& future) {
    if (!future) return "None";
    if (std::find(shown.begin(), shown.end(), future.state()) != shown.end()) return "...";
    shown.push_back(future.state());
    std::string text = show(*future.state());
    shown.pop_back();
    return text;
}

std::string repr(const AnyTask& task) { return repr(AnyFuture(task.state())); }

std::string repr(HandleState& handle) {
    auto* timer = dynamic_cast<TimerState*>(&handle);
    std::string text = timer ? "<TimerHandle" : "<Handle";
    if (handle.cancelled()) text += " cancelled";
    if (timer) text += " when=" + detail::repr_of_number(to_seconds(timer->when()));
    if (const std::string name = callback(handle); !name.empty()) text += " " + name;
    return text + origin(handle.loop(), &handle) + ">";
}

std::string repr(const Loop& loop) {
    return fmt::format("<_UnixSelectorEventLoop running={} closed={} debug={}>", repr(loop.is_running()), repr(loop.is_closed()),
                       repr(loop.get_debug()));
}

namespace detail {

namespace {
constexpr std::size_t most = 30, before = 13, after = 14;   // Python: reprlib
}

std::string show_future_in_call(const AnyFuture& future) {
    return shortened(repr(future));
}

std::string shortened(std::string text) {
    return text.size() <= most ? text : text.substr(0, before) + "..." + text.substr(text.size() - after);
}

std::string repr_of_text(std::string_view text) {
    const std::string whole = asyncio::quoted(text.substr(0, most));
    if (whole.size() <= most) return whole;
    const std::string ends = asyncio::quoted(std::string(text.substr(0, before)) + std::string(text.substr(text.size() - after)));
    return ends.substr(0, before) + "..." + ends.substr(ends.size() - after);
}

std::string repr_of_number(double number) {
    std::string text = fmt::format("{}", number);
    return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
}

}  // namespace detail
}  // namespace asyncio
