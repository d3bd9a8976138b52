#include "temporary_directory.hpp"

#include "folders.hpp"
#include "system_job.hpp"

namespace asyncio::files {

/// The folder itself. The first that asks for it removes it.
class TemporaryFolder::Folder {
public:
    explicit Folder(std::string path) : path(std::move(path)) {}
    ~Folder() {
        try {
            if (!removed_) remove();
        } catch (const OSError&) {
            // Who wants to know awaits cleanup().
        }
    }
    void remove() {
        if (!removed_ || system::exists(path)) system::remove_tree(path);
        removed_ = true;
    }
    const std::string path;

private:
    bool removed_ = false;
};

namespace {

Coroutine<TemporaryFolder> make_in_executor(TemporaryName name) {
    co_return TemporaryFolder(co_await in_executor("TemporaryDirectory", [name] {
        return std::make_shared<TemporaryFolder::Folder>(
            with_new_name(name, [](const std::string& path) { system::mkdir(path, 0700); }));
    }));
}

}  // namespace

const std::string& TemporaryFolder::name() const { return folder_->path; }
Coroutine<> TemporaryFolder::cleanup() const {
    return in_executor("cleanup", [folder = folder_] { folder->remove(); });
}
Coroutine<> TemporaryFolder::close() const { return cleanup(); }

Coroutine<TemporaryFolder> FolderOpening::operator co_await() const {
    return make_in_executor(wanted_).as("TemporaryDirectory");
}
Coroutine<> FolderOpening::enter() { TemporaryFolder::operator=(co_await operator co_await()); }
Coroutine<bool> FolderOpening::exit(std::exception_ptr) {
    co_await cleanup();
    co_return false;
}

FolderOpening tempfile::TemporaryDirectory(TemporaryName name) { return FolderOpening(std::move(name)); }

}  // namespace asyncio::files
