package ledger

import (
	"strings"
	"unicode/utf8"
)

// Withdrawal is what withdrawing a report would do to what was read from it. Closing are the entries that would be closed
// without being solved; Staying those that other reports say too, which go on as they are.
type Withdrawal struct {
	Closing, Staying []Entry
	Drafts           int // findings outside the ledger that would be left out
	Resolved         int // entries struck off already, which stay so
}

// CheckReason tells what stands against a reason for withdrawing a report.
func CheckReason(reason string) error {
	switch {
	case strings.TrimSpace(reason) == "":
		return Mistake(Invalid, "reason", "请写明撤回的理由。", "Say why the report is withdrawn.")
	case !utf8.ValidString(reason):
		return Mistake(Invalid, "reason", "理由里有无法识别的字符，请重新输入。", "The reason has characters that cannot be read; type it again.")
	case utf8.RuneCountInString(reason) > MaxNote:
		return Mistake(Invalid, "reason", "理由最多 %d 字。", "The reason may have %d characters at most.", MaxNote)
	}
	return nil
}
