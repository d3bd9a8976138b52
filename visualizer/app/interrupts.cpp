#include "interrupts.hpp"

#include <semaphore.h>

#include <atomic>
#include <csignal>
#include <utility>

namespace awaitscope {
namespace {

constexpr int signals[] = {SIGINT, SIGTERM, SIGHUP};
std::atomic<int> caught{0};
sem_t something;   // POSIX's, for a signal handler may post it

void note(int signal) {
    caught = signal;
    sem_post(&something);
}

/// A signal that the process was started to ignore (nohup) stays ignored.
void listen_to(int signal) {
    struct sigaction before {}, action {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler == SIG_IGN) return;
    action.sa_handler = note;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    sigaction(signal, &action, nullptr);
}

void stop_listening_to(int signal) {
    struct sigaction action {};
    sigaction(signal, nullptr, &action);
    if (action.sa_handler == note) std::signal(signal, SIG_DFL);
}

}  // namespace

Interrupts::Interrupts(std::function<void(int)> stop) {
    caught = 0;
    sem_init(&something, 0, 0);
    watcher_ = std::thread([stop = std::move(stop)] {
        while (sem_wait(&something) != 0) {}   // which an unrelated signal may end early
        if (caught) stop(caught);
    });
    for (const int signal : signals) listen_to(signal);
}

Interrupts::~Interrupts() {
    for (const int signal : signals) stop_listening_to(signal);
    sem_post(&something);
    watcher_.join();
    sem_destroy(&something);
}

}  // namespace awaitscope
