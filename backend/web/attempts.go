package web

import (
	"context"
	"time"

	"github.com/alexedwards/argon2id"

	"taizhang/backend/store"
)

// noPassword is a hash that no password has; checking it takes as long as checking a real one.
const noPassword = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// limit is how many failures in a row lock, and after how long without one they are forgotten.
type limit struct {
	failures int
	forget   time.Duration
}

// An address may be shared by a whole office, so it takes more to lock it. The first lock lasts a minute, and each further
// failure doubles it.
var (
	ofAccount = limit{5, 24 * time.Hour}
	ofAddress = limit{50, time.Hour}
)

const (
	firstLock   = time.Minute
	longestLock = time.Hour
)

// attempts locks accounts and addresses that fail to sign in, in the ledger: all copies count together. It checks at most two passwords
// at a time, since each takes 19 MiB.
type attempts struct {
	now    func() time.Time
	tries  *store.Tries
	hashes chan struct{}
}

func newAttempts(now func() time.Time, tries *store.Tries) *attempts {
	return &attempts{now: now, tries: tries, hashes: make(chan struct{}, 2)}
}

// What was typed as a name may be anything, even a password: it is kept as a hash.
func accountKeyOf(name string) string    { return HashSecret("n" + name) }
func addressKeyOf(address string) string { return HashSecret("a" + networkOf(address)) }

// locked is a mistake that says how long the account or the address stays locked; nil when neither is.
func (a *attempts) locked(ctx context.Context, address, name string) error {
	until, err := a.tries.Locked(ctx, accountKeyOf(name), addressKeyOf(address))
	if wait := until.Sub(a.now()); err == nil && wait > 0 {
		return lockedOut(wait)
	}
	return err
}

// failed counts a failure and tells how long the account or the address is locked for it.
func (a *attempts) failed(ctx context.Context, address, name string) (time.Duration, error) {
	account, err := a.tries.Failed(ctx, a.now(), accountKeyOf(name), ofAccount.forget, ofAccount.lock)
	if err != nil {
		return 0, err
	}
	network, err := a.tries.Failed(ctx, a.now(), addressKeyOf(address), ofAddress.forget, ofAddress.lock)
	return max(account, network), err
}

// succeeded forgets the account's failures. Those of the address stay, so that nobody clears them with an account of their
// own.
func (a *attempts) succeeded(ctx context.Context, name string) error {
	return a.tries.Forget(ctx, accountKeyOf(name))
}

// lock is how long the last of so many failures locks: from the limit on a minute, two, four, up to an hour.
func (l limit) lock(failures int) time.Duration {
	if failures < l.failures {
		return 0
	}
	return min(firstLock<<min(failures-l.failures, 10), longestLock)
}

func (a *attempts) matches(password, hash string) bool {
	a.hashes <- struct{}{}
	defer func() { <-a.hashes }()
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return err == nil && ok
}
