#pragma once
#include <cstdio>   // where stdin, stdout and stderr may be macros: of the same name everywhere
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "../net/descriptor.hpp"
#include "../slot.hpp"
#include "../streams/reader.hpp"

namespace asyncio {

namespace subprocess {

// What a child's standard stream can be, besides a descriptor of this process and (None) this process's own.
inline constexpr int PIPE = -1;      ///< one end of a new pipe; the other is Process::stdin, stdout or stderr
inline constexpr int STDOUT = -2;    ///< for stderr: where stdout goes
inline constexpr int DEVNULL = -3;

}  // namespace subprocess

/// What one of a child's standard streams is: PIPE, DEVNULL, STDOUT, a descriptor, or None. Left open it is what the
/// function says that starts the child: None for create_subprocess_exec, PIPE for Loop::subprocess_exec.
class StandardStream {
public:
    StandardStream() = default;                                        ///< left open
    StandardStream(None) : given_(true) {}
    StandardStream(std::nullopt_t) : given_(true) {}
    template <class D> requires std::is_convertible_v<const D&, Descriptor>
    StandardStream(const D& descriptor) : descriptor_(descriptor), given_(true) {}

    /// Nothing: this process's own.
    const std::optional<Descriptor>& descriptor() const { return descriptor_; }
    StandardStream or_if_open(Descriptor otherwise) const { return given_ ? *this : StandardStream(otherwise); }

private:
    std::optional<Descriptor> descriptor_;
    bool given_ = false;
};

/// How a child process is started. Python: the keyword arguments of create_subprocess_exec
///
/// It gets no descriptors but these three and `pass_fds`, and all signals do in it what they do by themselves.
struct SubprocessOptions {
    StandardStream stdin = {}, stdout = {}, stderr = {};
    std::size_t limit = default_limit;                                 ///< of a line of the readers, and half of what they keep
    std::optional<std::string> cwd = {};                               ///< where it starts; none: where this process is
    std::optional<std::map<std::string, std::string>> env = {};        ///< all of its environment; none: this process's
    std::optional<std::string> executable = {};                        ///< instead of the program that its arguments name
    bool start_new_session = false;                                    ///< in a session and a process group of its own
    bool close_fds = true;                                             ///< false: it also gets what is not close-on-exec
    std::vector<Descriptor> pass_fds = {};                             ///< what it gets besides, under the same numbers
};

}  // namespace asyncio
