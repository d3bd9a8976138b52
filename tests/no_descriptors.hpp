#pragma once
#include <sys/resource.h>
#include <unistd.h>

// UBSan opens a pipe to look at an object's type: without descriptors it takes every object for a broken one.
#if defined(__has_feature)
#if __has_feature(undefined_behavior_sanitizer)
#define UBSAN
#endif
#endif

/// While it lives, this process can open no more descriptors.
class NoMoreDescriptors {
public:
    NoMoreDescriptors() {
        getrlimit(RLIMIT_NOFILE, &before_);
        const int next = dup(0);
        close(next);
        rlimit now = before_;
        now.rlim_cur = static_cast<rlim_t>(next);
        setrlimit(RLIMIT_NOFILE, &now);
    }
    ~NoMoreDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};
