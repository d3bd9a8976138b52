#include <fmt/format.h>

#include <cstdlib>

#include "origins.hpp"
#include "program_state.hpp"
#include "repr.hpp"

/// What Python writes to standard error: what nobody took, and what debug mode notices.
namespace asyncio {
namespace {

/// With what a traceback ends: the exception, and its notes.
std::string last_lines(const std::exception_ptr& exception) {
    const ExceptionInfo info = describe(exception);
    std::string text = info.message.empty() ? info.type : info.type + ": " + info.message;
    if (const auto* e = exception_cast<BaseException>(exception))
        for (const std::string& note : e->notes()) text += "\n" + note;
    return text;
}

/// The task whose step the handle is; empty for every other handle.
AnyTask stepping(HandleState& handle) {
    const trace::Callback callback = handle.callback();
    if (callback != trace::Callback::task_step && callback != trace::Callback::task_wakeup) return {};
    return AnyTask(handle.facts().task);
}

/// The context as Python lists it, in the order of its keys.
std::string context_lines(const ErrorContext& context) {
    std::string text;
    const AnyFuture& future = context.future;
    const bool as_future = future && (!future.state()->is_task() || context.message.ends_with("was never retrieved"));
    if (as_future) text += "\nfuture: " + repr(future);
    if (context.handle) text += "\nhandle: " + repr(context.handle);
    if (context.protocol) text += "\nprotocol: " + context.protocol->shown_as();
    if (context.socket) text += "\nsocket: " + repr(context.socket, "asyncio.TransportSocket");
    if (const std::vector<Frame> frames = context.source_traceback(); !frames.empty())
        text += "\nsource_traceback: Object created at (most recent call last):\n" + format_frames(frames);
    if (future && !as_future) text += "\ntask: " + repr(future);
    if (context.transport) text += "\ntransport: " + context.transport->repr();
    return text;
}

/// Calls a handler, and `otherwise` with what it throws; but nobody here takes what leaves the loop.
template <class Handler, class Otherwise>
void try_to(Handler handler, Otherwise otherwise) {
    try {
        handler();
    } catch (...) {
        const std::exception_ptr error = std::current_exception();
        if (describe(error).leaves_the_loop) throw;
        otherwise(error);
    }
}

/// What shows an object may be the program's and throw: that ends no loop.
void report_by_default(Loop& loop, const ErrorContext& context, const char* if_that_fails) {
    try_to([&] { loop.default_exception_handler(context); },
           [&](const std::exception_ptr& error) { this_program().report(if_that_fails + ("\n" + last_lines(error))); });
}

}  // namespace

std::vector<Frame> ErrorContext::source_traceback() const {
    if (!future && !handle) return {};
    const Origins* origins = future ? future.get_loop().origins() : here.origins;   // a handle does not keep its loop
    if (!origins) return {};
    return future ? origins->of(future.state()) : origins->of(handle.state());
}

bool debug_by_default() {
    const char* value = std::getenv("PYTHONASYNCIODEBUG");
    return value && *value;
}

void Loop::call_exception_handler(const ErrorContext& context) {
    if (recorder()) {
        const std::string prefix = "Exception in callback";
        recorder_->loop_error(context.message.starts_with(prefix) ? prefix : context.message, context.exception);
    }
    if (!exception_handler_) return report_by_default(*this, context, "Exception in default exception handler");
    try_to([&] { exception_handler_(*this, context); }, [&](const std::exception_ptr& error) {
        report_by_default(*this, {"Unhandled error in exception handler", error},
                          "Exception in default exception handler while handling an unexpected error in custom exception handler");
    });
}

void Loop::default_exception_handler(const ErrorContext& context) {
    Program::Impl& program = this_program();
    if (program.abandoned) return;
    std::string text = (context.message.empty() ? "Unhandled exception in event loop" : context.message) + context_lines(context);
    if (context.exception) text += "\n" + last_lines(context.exception);
    program.report(text);
}

void Loop::run_timed(HandleState& handle) {
    const AnyTask task = stepping(handle);   // asked before: a task's step may queue itself anew
    const trace::Ref name = recorder_ ? recorder_->ref(handle) : trace::Ref();
    const Micros began = now();
    run_handle(handle);
    const Micros ended = now();
    if (to_seconds(ended) - to_seconds(began) < slow_callback_duration) return;   // not of `took`: Python rounds likewise
    const Micros took = ended - began;
    if (recorder_) recorder_->slow_callback(name, took);
    this_program().report(fmt::format("Executing {} took {:.3f} seconds", task ? repr(task) : repr(handle), to_seconds(took)));
}

void note_origin(const PromiseBase& promise) { here.origins->note(&promise); }

void warn_never_awaited(const char* name) {
    const std::string message = "coroutine '" + std::string(name) + "' was never awaited";
    Program::Impl& program = this_program();
    if (program.abandoned) return;
    program.report("RuntimeWarning: " + message);
    if (program.recorder) program.recorder->warning(message);
}

void warn_never_awaited(const PromiseBase& coroutine) {
    warn_never_awaited(coroutine.name);
    if (!here.origins || this_program().abandoned) return;
    const std::vector<Frame>& frames = here.origins->of(&coroutine);
    std::string text = frames.empty() ? "" : "Coroutine created at (most recent call last)\n" + format_frames(frames) + "\n";
    this_program().report(text + fmt::format("Coroutine defined at {}:{}", coroutine.file(), coroutine.line()));
}

std::vector<Frame> AnyTask::get_stack(std::optional<int> limit) const {
    std::vector<Frame> frames = frames_of(*state());
    const std::size_t most = limit && *limit <= 0 ? 0 : 1;
    if (frames.size() > most) frames.resize(most);
    return frames;
}

void AnyTask::print_stack(std::optional<int> limit) const {
    const std::vector<Frame> frames = get_stack(limit);
    std::string text = frames.empty() ? "No stack for " + repr(*this)
                                      : "Stack for " + repr(*this) + " (most recent call last):\n" + format_frames(frames);
    if (const auto& error = state()->peek_exception()) text += "\n" + last_lines(error);
    this_program().report(text);
}

}  // namespace asyncio
