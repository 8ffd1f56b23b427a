package store

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"

	"taizhang/backend/ledger"
)

// An archive holds rows of the audit log to the byte: after one line that says what it is, each row as the chain is hashed
// over it (see ledger.Measured), its hash last, and a line break.
const (
	archiveHead = "taizhang audit archive 1\n"
	mostField   = 64 << 20
)

// archiver writes an archive and sums it up.
type archiver struct {
	to  *bufio.Writer
	sum hash.Hash
}

func newArchiver(w io.Writer) (*archiver, error) {
	sum := sha256.New()
	a := &archiver{bufio.NewWriter(io.MultiWriter(w, sum)), sum}
	_, err := a.to.WriteString(archiveHead)
	return a, err
}

func (a *archiver) add(row sealedRow) error {
	_, err := a.to.WriteString(ledger.Measured(row[:]...) + "\n")
	return err
}

func (a *archiver) close() (sha string, err error) {
	err = a.to.Flush()
	return hex.EncodeToString(a.sum.Sum(nil)), err
}

// errArchive is what is said of a file that is no archive, or only a part of one.
var errArchive = ledger.Mistake(ledger.Unreadable, "archive", "这个文件不是审计归档，或者不完整。", "This file is no archive of the audit log, or is not whole.")

// archived is what an archive that was read through holds.
type archived struct {
	first, rows int64
	last        sealedRow
	sum         string
	broken      *ledger.Break
}

// readArchive reads an archive through, each row held against the one before it; starts has the hash after which a stretch
// may begin, by the number of its row. It stops at the first row that does not fit.
func readArchive(file io.Reader, starts, anchors map[int64]string, each func(id int64, row sealedRow)) (a archived, err error) {
	sum := sha256.New()
	in := bufio.NewReader(io.TeeReader(file, sum))
	head := make([]byte, len(archiveHead))
	if _, err := io.ReadFull(in, head); err != nil || string(head) != archiveHead {
		return a, errArchive
	}
	var v *walker
	for {
		row, err := readRow(in)
		if errors.Is(err, io.EOF) {
			a.sum = hex.EncodeToString(sum.Sum(nil))
			return a, nil
		}
		if err != nil {
			return a, err
		}
		id, _ := strconv.ParseInt(row[0], 10, 64)
		if v == nil {
			v, a.first = &walker{tip: tip{id - 1, starts[id-1]}, anchors: anchors}, id
		}
		if a.broken = v.next(row); a.broken != nil {
			return a, nil
		}
		a.rows, a.last = a.rows+1, row
		each(id, row)
	}
}

// readRow reads one row, io.EOF where there is none any more.
func readRow(in *bufio.Reader) (row sealedRow, err error) {
	if _, err := in.Peek(1); errors.Is(err, io.EOF) {
		return row, io.EOF
	}
	for i := range row {
		if row[i], err = readMeasured(in); err != nil {
			return row, err
		}
	}
	if end, err := in.ReadByte(); err != nil || end != '\n' {
		return row, errArchive
	}
	return row, nil
}

func readMeasured(in *bufio.Reader) (string, error) {
	size, err := in.ReadSlice(':')
	if err != nil {
		return "", errArchive
	}
	n, err := strconv.Atoi(string(size[:len(size)-1]))
	if err != nil || n < 0 || n > mostField {
		return "", errArchive
	}
	field := make([]byte, n+1)
	switch _, err := io.ReadFull(in, field); {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "", errArchive
	case err != nil:
		return "", fmt.Errorf("read archive: %w", err)
	case field[n] != ',':
		return "", errArchive
	}
	return string(field[:n]), nil
}
