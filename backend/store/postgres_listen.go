package store

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
)

// gaveAndTold keeps the number of the last event and, when the transaction is committed, tells each copy of the program that something was
// written (NOTIFY). What stands in the message is not read: whoever hears it looks for itself.
const gaveAndTold = "WITH gave AS (UPDATE last_event SET id = ? RETURNING id) SELECT pg_notify('taizhang', CAST(id AS TEXT)) FROM gave"

// How a listener looks after its connection: it asks for a sign of life when nothing was said for a while, and begins anew when there is
// none.
const (
	listenQuiet = 30 * time.Second
	listenSign  = 5 * time.Second
	listenAgain = time.Second
)

// Listen calls told(true) when it begins to listen, and then whenever anybody has written to the ledger, this process or another; told(false)
// when it can listen no more for the moment. It does so until ctx ends, over a connection of its own. A ledger in a file tells nobody:
// there it returns at once.
func (s *Store) Listen(ctx context.Context, told func(listening bool)) {
	if !OnServer(s.place) {
		return
	}
	for ctx.Err() == nil {
		_ = s.listen(ctx, told) // whatever it is, it is tried again, and looking by the clock goes on meanwhile
		if ctx.Err() == nil {
			told(false)
		}
		select {
		case <-ctx.Done():
		case <-time.After(listenAgain):
		}
	}
}

func (s *Store) listen(ctx context.Context, told func(bool)) error {
	config, err := pgx.ParseConfig(s.place)
	if err != nil {
		return err
	}
	config.ConnectTimeout, config.RuntimeParams["application_name"] = connectTimeout, "taizhang listens"
	c, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer c.Close(context.WithoutCancel(ctx))
	if _, err := c.Exec(ctx, "LISTEN taizhang"); err != nil {
		return err
	}
	for told(true); ; told(true) {
		if err := heard(ctx, c); err != nil {
			return err
		}
	}
}

// heard waits until something is told, and sees to it meanwhile that the server is still there.
func heard(ctx context.Context, c *pgx.Conn) error {
	for {
		quiet, stop := context.WithTimeout(ctx, listenQuiet)
		_, err := c.WaitForNotification(quiet)
		stop()
		if err == nil || ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, os.ErrDeadlineExceeded) {
			return errors.Join(err, ctx.Err())
		}
		sign, stop := context.WithTimeout(ctx, listenSign)
		err = c.Ping(sign)
		stop()
		if err != nil {
			return err
		}
	}
}
