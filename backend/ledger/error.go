package ledger

import (
	"errors"
	"fmt"
)

// Code says what kind of mistake an Error is; the web answers each with one status.
type Code string

const (
	BadRequest   Code = "bad_request"  // 400: a filter, a parameter or a body that cannot be read
	Unauthorized Code = "unauthorized" // 401: nobody is signed in
	Forbidden    Code = "forbidden"    // 403: somebody is, but may not
	NotFound     Code = "not_found"    // 404
	Conflict     Code = "conflict"     // 409: a stale version, or a move that the present status does not allow
	TooLarge     Code = "too_large"    // 413
	Unreadable   Code = "unreadable"   // 415: a file that is no text, or of a kind not read
	Invalid      Code = "invalid"      // 422: a field that needs another value
	TooMany      Code = "too_many"     // 429
)

// Error is a mistake that the person can mend, told in their language. Every other error is ours: logged, and shown as an
// apology only.
type Error struct {
	Code  Code
	Field string // the form field or parameter at fault, or ""
	Words Words
	// More are further fields at fault, each with its own words.
	More []FieldMistake
	// Current is what the ledger holds now, for a Conflict over a stale version; nil otherwise.
	Current *Entry
}

func (e *Error) Error() string { return e.Words.EN }

// FieldMistake says what is wrong with one field or one cell.
type FieldMistake struct {
	Field string
	Words Words
}

// Fields lists every field at fault.
func (e *Error) Fields() []FieldMistake {
	if len(e.More) > 0 || e.Field == "" {
		return e.More
	}
	return []FieldMistake{{e.Field, e.Words}}
}

// Stale tells that the change rested on an older version of an entry, or of another thing, than the ledger holds.
func (e *Error) Stale() bool {
	return e.Code == Conflict && e.Field == "version" && e.Current != nil || e == ErrChanged
}

// ErrChanged says that what is no entry was changed since whoever asks has read it.
var ErrChanged = Mistake(Conflict, "version", "您读取之后，别人改过这里，什么都没有保存。请重新读取再改。", "Somebody has changed this since you read it; nothing was saved. Read it again.")

// Mistake makes an Error. zh and en are formatted with args as fmt.Sprintf does when there are any.
func Mistake(code Code, field, zh, en string, args ...any) *Error {
	if len(args) > 0 {
		zh, en = fmt.Sprintf(zh, args...), fmt.Sprintf(en, args...)
	}
	return &Error{Code: code, Field: field, Words: Words{zh, en}}
}

// AsMistake returns the Error within err, or nil where err is none of the person's doing.
func AsMistake(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
