#include "joiner.hpp"

#include <utility>

namespace asyncio::trace {

void Joiner::spawn(Ref task, Log::Site site, Ref by, TextId arguments) {
    let_go();
    if (site.coroutine != latest_.coroutine || site.line != latest_.line) site_ = find_site(site);
    if (arguments || site_ >= JoinedEvents::limit || !log_.joins())
        return log_.append({.kind = Kind::task_new, .subject = task, .by = by, .value = site.line, .text = site.coroutine, .text2 = arguments});
    subject_ = task;
    by_ = by;
    held_ = Held::spawn;
}

std::uint32_t Joiner::find_site(Log::Site site) {
    latest_ = site;
    return log_.add_site(site);
}

void Joiner::append_held() {
    switch (std::exchange(held_, Held::nothing)) {
    case Held::nothing: return;
    case Held::run: return log_.append({.kind = Kind::run, .subject = handle_});
    case Held::step: return log_.append(JoinedEvents::begin(handle_, subject_, how_), 2);
    case Held::spawn: return log_.append({.kind = Kind::task_new, .subject = subject_, .by = by_, .value = latest_.line, .text = latest_.coroutine});
    case Held::done:
        return log_.append({.kind = subject_.is(Ref::Type::task) ? Kind::task_done : Kind::future_done,
                            .code = static_cast<std::uint8_t>(State::result), .code2 = kind_, .subject = subject_});
    case Held::turn_begin:
        log_.append({.kind = Kind::iter_end, .subject = Ref::from_bits(turn_)});
        return log_.append({.kind = Kind::iter_begin, .subject = Ref::from_bits(turn_ + 1), .value = t_});
    case Held::turn_end: return log_.append({.kind = Kind::iter_end, .subject = Ref::from_bits(turn_)});
    }
}

void Joiner::run_after(Ref handle) {
    let_go();
    if (log_.joins()) run(handle);
    else log_.append({.kind = Kind::run, .subject = handle});
}

void Joiner::step_apart(Ref task, How how) { append({.kind = Kind::step, .code = static_cast<std::uint8_t>(how), .subject = task}); }

void Joiner::give_way_apart(Ref task, std::uint32_t line, Ref next) {
    append({.kind = Kind::suspend, .subject = task, .object = Ref::Type::yield, .value = line});
    log_.append({.kind = Kind::push, .code = static_cast<std::uint8_t>(Callback::task_step), .subject = next, .by = task});
}

void Joiner::poll_apart(std::int64_t t, std::int64_t later) {
    append({.kind = Kind::poll});
    if (later) log_.append({.kind = Kind::clock, .value = t + later});
}

}  // namespace asyncio::trace
