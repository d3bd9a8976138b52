#pragma once
#include "connector.hpp"
#include "multi.hpp"
#include "name_cache.hpp"
#include "pool.hpp"

namespace asyncio::http {

/// What a Connector refers to.
class ConnectorState {
public:
    ConnectorState(Loop& loop, ConnectorOptions options, std::string unix_path);
    ~ConnectorState();
    void close();
    bool closed() const { return !multi_; }

    Loop& loop() const { return *loop_; }
    const ConnectorOptions& options() const { return options_; }
    const std::string& unix_path() const { return unix_path_; }   ///< "": it connects over TCP
    Pool& pool() { return pool_; }
    NameCache& names() { return names_; }
    Multi& multi() { return *multi_; }                       ///< while it is not closed
    bool has_idle(const std::string& key) { return multi_->idle().has(key); }

private:
    Counted<Loop> loop_;
    const ConnectorOptions options_;
    const std::string unix_path_;
    Pool pool_;
    NameCache names_;
    std::unique_ptr<Multi> multi_;                           // nullptr: closed
};

/// A place in a connector's pool, which is given back at the end.
class Lease {
public:
    Lease(std::shared_ptr<ConnectorState> connector, std::string key) : connector_(std::move(connector)), key_(std::move(key)) {}
    Lease(Lease&&) = default;
    ~Lease() { give_back(); }

    void give_back() {
        if (connector_) std::exchange(connector_, nullptr)->pool().give_back(key_);
    }
    const std::string& key() const { return key_; }

private:
    std::shared_ptr<ConnectorState> connector_;
    std::string key_;
};

}  // namespace asyncio::http
