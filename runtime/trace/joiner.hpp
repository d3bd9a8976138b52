#pragma once
#include "log.hpp"

namespace asyncio::trace {

/// Appends to a log. What often comes before something certain is held until the next event tells whether it came: then the
/// log has them in one. So where the log joins(), it may lack the latest two events, until others follow or let_go().
class Joiner {
public:
    explicit Joiner(Log& log) : log_(log) {}
    ~Joiner() { let_go(); }
    Joiner(const Joiner&) = delete;

    /// Appends what is held.
    void let_go() { if (held_ != Held::nothing) [[unlikely]] append_held(); }
    [[gnu::always_inline]] void append(const Event& event) {
        let_go();
        log_.append(event);
    }

    // Each appends its event, or holds it. Inlined: each has one caller.
    /// The run of a task's step.
    [[gnu::always_inline]] void run(Ref handle) {
        if (held_ != Held::nothing || !log_.joins()) [[unlikely]] return run_after(handle);
        handle_ = handle;
        held_ = Held::run;
    }
    /// A step that nothing is thrown into.
    [[gnu::always_inline]] void step(Ref task, How how) {
        if (held_ != Held::run) [[unlikely]] return step_apart(task, how);
        subject_ = task;
        how_ = how;
        held_ = Held::step;
    }
    /// suspend of `task` in `line`, push of its next step.
    [[gnu::always_inline]] void give_way(Ref task, std::uint32_t line, Ref next) {
        if (held_ != Held::step || subject_ != task || line >= JoinedEvents::limit) [[unlikely]] return give_way_apart(task, line, next);
        held_ = Held::nothing;
        log_.append(JoinedEvents::give_way(handle_, task, how_, line, next), 4);
    }
    /// task_new.
    void spawn(Ref task, Log::Site site, Ref by, TextId arguments);
    /// task_done or future_done with a result.
    [[gnu::always_inline]] void done(const Event& event) {
        let_go();
        if (!log_.joins()) [[unlikely]] return log_.append(event);
        subject_ = event.subject;
        kind_ = event.code2;
        held_ = Held::done;
    }
    [[gnu::always_inline]] void push(const Event& event) {
        if (held_ == Held::done && event.object == subject_ && event.text == 0 && event.text2 == 0) {
            held_ = Held::nothing;
            return log_.append(JoinedEvents::finish(subject_, kind_, event.subject, event.code, event.by), 2);
        }
        if (held_ == Held::spawn && is_first_step(event)) {
            held_ = Held::nothing;
            return log_.append(JoinedEvents::spawn(subject_, site_, by_, event.subject), 2);
        }
        append(event);
    }
    void end_turn(std::uint32_t turn) {
        let_go();
        if (!log_.joins()) [[unlikely]] return log_.append({.kind = Kind::iter_end, .subject = Ref::from_bits(turn)});
        turn_ = turn;
        held_ = Held::turn_end;
    }
    void begin_turn(std::uint32_t turn, std::int64_t t) {
        if (held_ != Held::turn_end || turn != turn_ + 1) return append({.kind = Kind::iter_begin, .subject = Ref::from_bits(turn), .value = t});
        t_ = t;
        held_ = Held::turn_begin;
    }
    /// A poll that does not wait, in which the clock goes on by `later`.
    void poll(std::int64_t t, std::int64_t later) {
        if (held_ != Held::turn_begin || t != t_ || later >= JoinedEvents::limit) [[unlikely]] return poll_apart(t, later);
        held_ = Held::nothing;
        log_.append(JoinedEvents::turn(turn_, t, static_cast<std::uint32_t>(later)), later ? 4 : 3);
    }

private:
    enum class Held : std::uint8_t { nothing, run, step, spawn, done, turn_end, turn_begin };

    bool is_first_step(const Event& push) const {
        return push.by == subject_ && push.callback() == Callback::task_step && !push.object;
    }
    ASYNCIO_RARELY_CALLED void append_held();
    ASYNCIO_RARELY_CALLED void run_after(Ref handle);      ///< what is held
    ASYNCIO_RARELY_CALLED void step_apart(Ref task, How how);
    ASYNCIO_RARELY_CALLED void give_way_apart(Ref task, std::uint32_t line, Ref next);
    ASYNCIO_RARELY_CALLED void poll_apart(std::int64_t t, std::int64_t later);
    ASYNCIO_RARELY_CALLED std::uint32_t find_site(Log::Site site);

    Log& log_;
    Held held_ = Held::nothing;
    How how_{};                        // of the step that is held
    std::uint8_t kind_ = 0;            // of the future that is done
    Ref handle_, subject_, by_;
    std::uint32_t turn_ = 0;
    std::int64_t t_ = 0;               // when turn_ + 1 began
    std::uint32_t site_ = 0;           // the latest one, and what it stands for
    Log::Site latest_{};
};

}  // namespace asyncio::trace
