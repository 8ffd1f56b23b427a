package calendar

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"taizhang/backend/ledger"
)

// Head is the first line of a holidays file; each line after it is one day: 2024-09-14,work,中秋节.
const Head = "date,kind,name"

// Read reads a holidays file. A mistake in it names the line.
func Read(r io.Reader) (*Calendar, error) {
	c := New(nil)
	rows := csv.NewReader(r)
	rows.FieldsPerRecord = -1 // counted in take, to say so in the reader's language
	for first := true; ; first = false {
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF) && first:
			return nil, atLine(1, headMissing())
		case errors.Is(err, io.EOF):
			return c, nil
		case err != nil:
			return nil, unread(err)
		}
		if err := c.take(row, first); err != nil {
			line, _ := rows.FieldPos(0)
			return nil, atLine(line, ledger.AsMistake(err))
		}
	}
}

// take adds one row; the first must be the head.
func (c *Calendar) take(row []string, first bool) error {
	if first {
		if strings.TrimPrefix(strings.Join(row, ","), "\ufeff") != Head {
			return headMissing()
		}
		return nil
	}
	if len(row) != 3 {
		return wrong("应有三列：日期、类别、名称。", "three columns are wanted: date, kind, name.")
	}
	date, err := ledger.ParseDate(row[0])
	if err != nil {
		return err
	}
	day := ledger.SpecialDay{Date: date, Worked: row[1] == "work", Name: row[2]}
	_, given := c.days[date.Time()]
	switch {
	case row[1] != "off" && !day.Worked:
		return wrong("类别应为 off（放假）或 work（上班），不能是“%s”。", "the kind is off or work, not “%s”.", row[1])
	case given:
		return wrong("%s 已经列过。", "%s is given twice.", row[0])
	}
	if err := Check(day); err != nil {
		return err
	}
	c.put(day)
	return nil
}

// Write writes days as a holidays file.
func Write(w io.Writer, days []ledger.SpecialDay) error {
	out := csv.NewWriter(w)
	_ = out.Write(strings.Split(Head, ",")) // a failed write is told by Error below
	for _, d := range days {
		kind := "off"
		if d.Worked {
			kind = "work"
		}
		_ = out.Write([]string{string(d.Date), kind, d.Name})
	}
	if out.Flush(); out.Error() != nil {
		return fmt.Errorf("write holidays: %w", out.Error())
	}
	return nil
}

func wrong(zh, en string, args ...any) *ledger.Error {
	return ledger.Mistake(ledger.Invalid, "holidays", zh, en, args...)
}

func headMissing() *ledger.Error {
	return wrong("首行应为 %s。", "the first line must be %s.", Head)
}

// unread tells a line that is no CSV from a file that could not be read.
func unread(err error) error {
	if bad := (*csv.ParseError)(nil); errors.As(err, &bad) {
		return atLine(bad.Line, wrong("引号不成对或放错了位置。", "a quotation mark is missing or misplaced."))
	}
	return fmt.Errorf("read holidays: %w", err)
}

func atLine(line int, m *ledger.Error) error {
	return wrong("节假日文件第 %[1]d 行：%[2]s", "Line %[1]d of the holidays file: %[3]s", line, m.Words.ZH, m.Words.EN)
}
