#pragma once
#include <optional>

#include "open_file.hpp"
#include "system_job.hpp"

namespace asyncio::files {

/// How long a call on a file may take.
enum class Length {
    brief,      ///< often done in memory: worth to try that at once
    any,
};

namespace detail {

/// A place in the row of those who use a file. At its end the file is let go.
class Turn {
public:
    explicit Turn(std::shared_ptr<OpenFile> file) : file_(std::move(file)), number_(file_->turns.ask()) {}
    ~Turn() { end(); }
    Turn(const Turn&) = delete;
    void wait() { file_->turns.wait(number_); }
    bool has_come() { return file_->turns.has_come(number_); }
    void end() { if (auto file = std::move(file_)) file->turns.give_back(number_); }
    OpenFile& file() { return *file_; }

private:
    std::shared_ptr<OpenFile> file_;
    const std::uint64_t number_;
};

/// One call on an open file. Calls on the same file follow each other in the order in which they were made.
template <class F>
class FileJob final : public AwaitedJobOf<decltype(only(std::declval<F&>(), std::declval<OpenFile&>()))> {
public:
    using Result = decltype(only(std::declval<F&>(), std::declval<OpenFile&>()));
    FileJob(Loop& loop, const char* name, std::shared_ptr<OpenFile> file, Length length, F function)
        : AwaitedJobOf<Result>(&loop, name), turn_(std::move(file)), function_(std::move(function)), length_(length) {}
    bool may_park() const override { return false; }
    bool brief() const override { return length_ == Length::brief; }

    bool done_at_once() override {
        if (!turn_.has_come()) return false;
        Stream& stream = *turn_.file().stream;
        stream.hurry(true);
        try {
            early_.emplace(only(function_, turn_.file()));
        } catch (const WouldBlock&) {
        } catch (...) {
            early_error_ = std::current_exception();
        }
        stream.hurry(false);
        return early_ || early_error_;
    }

protected:
    void call() override {
        turn_.wait();
        if (early_error_) std::rethrow_exception(std::move(early_error_));
        this->result_.set(early_ ? *std::move(early_) : only(function_, turn_.file()));
    }
    void over() override { turn_.end(); }

private:
    Turn turn_;
    F function_;
    std::optional<Result> early_;
    std::exception_ptr early_error_;
    const Length length_;
};

template <class F>
struct Call {
    std::shared_ptr<OpenFile> file;
    const char* name;
    Length length;
    F function;
};

template <class F>
auto await_call(Call<F> call) -> Coroutine<std::invoke_result_t<F&, OpenFile&>> {
    auto done = co_await submit<FileJob<F>>(call.name, std::move(call.file), call.length, std::move(call.function));
    if constexpr (!std::is_void_v<std::invoke_result_t<F&, OpenFile&>>) co_return std::move(done.value);
}

}  // namespace detail

/// Awaits `function(file)`, done in the executor as the job `name`, as in_executor() does it.
template <class F>
auto on_file(std::shared_ptr<OpenFile> file, const char* name, Length length, F function)
    -> Coroutine<std::invoke_result_t<F&, OpenFile&>> {
    return detail::await_call(detail::Call<F>{std::move(file), name, length, std::move(function)}).as(name);
}

}  // namespace asyncio::files
