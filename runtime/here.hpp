#pragma once
#include "context.hpp"

namespace asyncio {

class Job;
class Loop;
class Origins;
class Program;
class SimulatedThread;
class TaskState;

/// What this thread is doing right now. Set only by those who run programs, loops, handles and jobs.
struct Here {
    Program* program = nullptr;   ///< nullptr: the default one
    Loop* loop = nullptr;         ///< the running loop
    TaskState* task = nullptr;    ///< the task whose step is running
    Job* job = nullptr;           ///< the executor job whose thread this is
    SimulatedThread* thread = nullptr;   ///< in virtual time: that thread
    Origins* origins = nullptr;   ///< the running loop's, in debug mode
    Context* context = nullptr;   ///< nullptr: the thread's own
};

#ifdef __ELF__
[[gnu::tls_model("initial-exec")]]   // found without a call, where the library is a part of the program
#endif
inline constinit thread_local Here here;

inline Context inherited_context() {
    const Context* const present = here.context;
    return present && !(*present && (*present)->values) ? Context() : detail::present_copy();
}

inline EnteredContext::EnteredContext(Context& context) : before_(std::exchange(here.context, &context)) {}
inline EnteredContext::~EnteredContext() { here.context = before_; }

}  // namespace asyncio
