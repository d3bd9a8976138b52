#include "mailbox.hpp"

#include <utility>

#include "loop.hpp"

namespace asyncio {
namespace {

/// A letter that is not to be queued, but done when it comes.
class NoteState final : public HandleState {
public:
    explicit NoteState(Mailbox::Note note) : HandleState(trace::Callback::other), note_(std::move(note)) { retain(); }
    void arrive(Loop&) override {
        auto self = Counted<HandleState>::adopt(this);
        note_();
    }
    void run() override {}
    HandleFacts facts() override { return {}; }
    Loop* loop() const override { return nullptr; }

private:
    Mailbox::Note note_;
};

}  // namespace

bool Mailbox::post(HandleState* letter, bool wakes) {
    HandleState* before = latest_;
    do {
        if (before == no_more()) return false;
        letter->next_ = before;
    } while (!latest_.compare_exchange_weak(before, letter));
    if (wakes) wake_once();
    return true;
}

bool Mailbox::post(Note note, bool wakes) {
    auto* letter = new NoteState(std::move(note));
    if (post(letter, wakes)) return true;
    letter->release();
    return false;
}

void Mailbox::wake_once() {
    if (!asleep_ || woken_.exchange(true)) return;
    std::lock_guard lock(mutex_);
    if (wake_) wake_();
}

std::size_t Mailbox::deliver(Loop& loop) {
    if (!filled() || closed()) return 0;
    HandleState* letters = oldest_first(latest_.exchange(nullptr));
    std::size_t count = 0;
    try {
        for (; letters; ++count) std::exchange(letters, letters->next_)->arrive(loop);
    } catch (...) {
        put_back(letters);
        throw;
    }
    return count;
}

/// For the next time, before what has come since.
void Mailbox::put_back(HandleState* letters) {
    HandleState* latest = oldest_first(letters);   // the other way round again
    for (HandleState* since = nullptr; latest && !latest_.compare_exchange_strong(since, latest); since = nullptr) {
        if (since == no_more()) return let_go(oldest_first(latest));
        since = latest_.exchange(nullptr);
        HandleState* first = since;
        while (first->next_) first = first->next_;
        first->next_ = std::exchange(latest, since);
    }
}

void Mailbox::close() {
    {
        std::lock_guard lock(mutex_);
        wake_ = nullptr;
    }
    HandleState* letters = latest_.exchange(no_more());
    if (letters != no_more()) let_go(oldest_first(letters));
}

void Mailbox::let_go(HandleState* letters) {
    while (letters) Counted<HandleState>::adopt(std::exchange(letters, letters->next_))->clear();
}

HandleState* Mailbox::oldest_first(HandleState* latest) {
    HandleState* oldest = nullptr;
    while (latest) oldest = std::exchange(latest, std::exchange(latest->next_, oldest));
    return oldest;
}

}  // namespace asyncio
