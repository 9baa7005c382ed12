"""Publishing help: where authors can publish without paying, requests for charges, policies of open access."""
