package parts

import "taizhang/backend/ledger"

// EventWords names what happened, as the timeline does.
func EventWords(e ledger.Event) ledger.Words { return eventWords(e) }
