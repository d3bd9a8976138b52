#pragma once
#include <memory>
#include <string>

#include "../coroutine.hpp"
#include "temporary_name.hpp"

namespace asyncio::files {

/// A folder that goes, with all in it, when cleanup() is awaited, or with the last copy of this object.
///
/// Python: what aiofiles.tempfile.TemporaryDirectory gives.
class TemporaryFolder {
public:
    class Folder;
    TemporaryFolder() = default;
    explicit TemporaryFolder(std::shared_ptr<Folder> folder) : folder_(std::move(folder)) {}

    const std::string& name() const;     ///< its path, which is absolute
    operator const std::string&() const { return name(); }
    Coroutine<> cleanup() const;         ///< idempotent. Throws: OSError
    Coroutine<> close() const;           ///< the same

protected:
    std::shared_ptr<Folder> folder_;
};

/// What TemporaryDirectory returns: awaited, it gives the folder; the body of an async_with gets its path.
///
///     co_await async_with(files::tempfile::TemporaryDirectory(), [&](const std::string& path) -> Coroutine<> { ... });
class [[nodiscard("it does nothing until it is awaited")]] FolderOpening : public TemporaryFolder {
public:
    using IsCoroutine = void;            ///< for create_task()
    explicit FolderOpening(TemporaryName wanted) : wanted_(std::move(wanted)) {}
    Coroutine<TemporaryFolder> operator co_await() const;
    Coroutine<> enter();
    Coroutine<bool> exit(std::exception_ptr error);

private:
    TemporaryName wanted_;
};

namespace tempfile {

/// Makes a folder for its owner only.
///
/// Python: aiofiles.tempfile.TemporaryDirectory. Emits: job_submit (TemporaryDirectory; in the end cleanup), and so on.
FolderOpening TemporaryDirectory(TemporaryName name = {});

}  // namespace tempfile

}  // namespace asyncio::files
