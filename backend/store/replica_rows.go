package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"slices"

	"github.com/jackc/pgx/v5/stdlib"
)

// A replica's rows are read ahead, for a query that fails in the middle of its rows can be asked elsewhere only as long as none was given.

// readAhead is how many rows of an answer are read before the first is given.
const readAhead = 2000

// aheadConnector opens connections whose queries read ahead.
type aheadConnector struct{ driver.Connector }

func (c aheadConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &aheadConn{conn.(*stdlib.Conn)}, nil
}

type aheadConn struct{ *stdlib.Conn }

// QueryContext reads the first rows before it returns, and fails where they do.
func (c *aheadConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	rows, err := c.Conn.QueryContext(ctx, query, args)
	if err != nil {
		return nil, err
	}
	a := &aheadRows{Rows: rows}
	for len(a.read) < readAhead {
		row := make([]driver.Value, len(rows.Columns()))
		if a.end = rows.Next(row); a.end != nil {
			break
		}
		for i, v := range row {
			if b, ok := v.([]byte); ok {
				row[i] = slices.Clone(b)
			}
		}
		a.read = append(a.read, row)
	}
	if a.end != nil && !errors.Is(a.end, io.EOF) {
		return nil, errors.Join(a.end, rows.Close())
	}
	return a, nil
}

// aheadRows gives what was read ahead, then what follows.
type aheadRows struct {
	driver.Rows
	read [][]driver.Value
	end  error // what came after them; nil where there is more
}

func (a *aheadRows) Next(into []driver.Value) error {
	if len(a.read) > 0 {
		copy(into, a.read[0])
		a.read = a.read[1:]
		return nil
	}
	if a.end != nil {
		return a.end
	}
	return a.Rows.Next(into)
}

// brokenOff tells whether a connection ended under a query.
func brokenOff(err error) bool {
	var op net.Error
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, driver.ErrBadConn) || errors.As(err, &op)
}
