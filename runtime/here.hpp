#pragma once
#include "context.hpp"

namespace asyncio {

class Job;
class Loop;
class Origins;
class Program;

/// What this thread is doing right now. Set only by those who run programs, loops, handles and jobs.
struct Here {
    Program* program = nullptr;   ///< nullptr: the default one
    Loop* loop = nullptr;         ///< the running loop
    Job* job = nullptr;           ///< the executor job whose thread this is
    Origins* origins = nullptr;   ///< the running loop's, in debug mode
    Context* context = nullptr;   ///< nullptr: the thread's own
};

inline constinit thread_local Here here;

inline EnteredContext::EnteredContext(Context& context) : before_(std::exchange(here.context, &context)) {}
inline EnteredContext::~EnteredContext() { here.context = before_; }

}  // namespace asyncio
