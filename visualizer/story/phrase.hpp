#pragma once
#include <initializer_list>
#include <string_view>
#include <vector>

#include "story.hpp"

/// The catalogue: what can be said, and how each language says it. A template is plain text with
///
///     {task}     a part that is filled in (its style comes with it)
///     `sleep`    source code
///     [, {due}]  left out if a part in it has nothing to say
namespace awaitscope {

enum class Phrase : std::uint8_t {
    // The loop: what happened, then what to add.
    loop_begin_until, loop_begin_cancel_all, loop_begin_forever, loop_begin_next, loop_end, loop_end_until,
    unfinished, iter_begin, iter_begin_ready, iter_begin_idle, poll_ready, poll_due, poll_stopping, poll_until,
    poll_forever, poll_next, poll_timer, poll_outside, clock, clock_due, iter_end, iter_end_ready,
    iter_end_idle, iter_end_stopping, deadlock, deadlock_next, end, end_exc,
    // The ready queue and the timers.
    push, push_now, push_later, push_outside, run, run_why, run_late, skip, handle_cancel, timer_arm,
    timer_arm_sleep, timer_arm_timeout, timers_next, timer_fire, timer_fire_sleep, timer_late, timer_fire_next,
    timer_cancel,
    // Tasks and futures.
    task_new, task_new_next, task_name, step_start, step_resume, step_throw, step_throw_unstarted, step_next,
    running_on, suspend, suspend_yield, suspend_error, next_in_turn, next_turn, next_timer, next_outside,
    next_nobody, next_stopping, task_done, task_failed, task_cancelled, waited_for, outcome_kept, cancel,
    cancel_again, cancel_self, cancel_waiting, cancel_ready, cancel_unstarted, cancel_running, uncancel,
    future_new, future_done, future_failed, future_cancelled,
    // Outside the loop's thread; output.
    io_begin_read, io_begin_write, io_begin_next, io_ready_read, io_ready_write, io_ready_next, io_end,
    job_submit, job_submit_next, job_begin, job_begin_next, job_done, job_failed, job_cancelled, job_end_next,
    block, block_next, block_late, out, mark, loop_error, warning, slow_callback,
    // Why something is in the ready queue, or goes on.
    reason_created, reason_gave_way, reason_turn, reason_done, reason_failed, reason_cancelled,
    reason_wait_failed, reason_wait_cancelled, reason_timer, reason_io, reason_job, reason_by, reason_cancel,
    reason_bad_yield, origin_timer, origin_io, origin_job, origin_task, over_time_up, over_next_one,
    over_work_ended,
    // Who does something, and what a task awaits.
    actor_outside, actor_loop, awaits, awaits_next_one, first_step,
    // The story: one line a fact.
    line_created, line_named, line_starts, line_goes_on, line_throw, line_does, line_yield, line_bad_yield,
    line_done, line_failed, line_cancelled, line_cancel, line_cancel_self, line_clock, line_block, line_out,
    line_mark, line_call_later, line_timeout, line_expired, line_queued, line_called, line_called_off,
    line_future_new, line_future_done, line_future_failed, line_future_cancelled, line_job_submit,
    line_job_begin, line_job_done, line_job_failed, line_job_cancelled, line_error, line_warning, line_slow,
    line_cancel_all, line_deadlock, line_end_exc,
    // Labels.
    label_as_completed, label_job_running, label_job_queued, nothing_yet, more, list_comma,
    between_sentences,
    count_,  // how many there are
};
inline constexpr std::size_t phrase_count = static_cast<std::size_t>(Phrase::count_);

/// How a language speaks of a callback in the ready queue.
struct CallbackWords {
    Callback callback{};
    const char* card;    ///< on a card: "wake-up"
    const char* noun;    ///< in a sentence: "the wake-up of {task}"
    const char* effect;  ///< what it does when it runs, as a sentence
    const char* actor;   ///< who acts while it runs, if not the loop: "the timeout"
};

/// How a language speaks of a task that waits for a future of some kind.
struct KindWords {
    FutureKind kind{};
    const char* label;   ///< on a badge: "sleeping, due {due}"
    const char* does;    ///< after the task's name: "sleeps until {due}"
    const char* over;    ///< why it can go on: "the sleep is over"
};

struct PhraseWords {
    Phrase phrase{};
    const char* text;
};

/// One language. Each list has an entry for every value of its enum, in order (words_test.cpp sees to it).
struct Catalogue {
    const PhraseWords* phrases;
    const CallbackWords* callbacks;
    const KindWords* kinds;
    const char* task_states[9];
    const char* job_states[5];
    const char* phases[7];
};

extern const Catalogue english, chinese;
inline const Catalogue& catalogue(Lang lang) { return lang == Lang::zh ? chinese : english; }

struct Part {
    std::string_view key;
    Prose prose;
};
using Parts = std::vector<Part>;

Prose plain(std::string_view text);
Prose bold(std::string_view text);
Prose code(std::string_view text);
void append(Prose& prose, const Prose& more);

/// The template with its parts filled in. An empty part counts as missing; outside of [] its key stays visible.
Prose fill(std::string_view text, const Parts& parts);
Prose say(Lang lang, Phrase phrase, const Parts& parts = {});

}  // namespace awaitscope
