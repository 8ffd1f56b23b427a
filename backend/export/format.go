// Package export writes entries as files that offices and programs use: one file of this package a format, one table of
// columns for all that have columns.
package export

import (
	"cmp"
	"io"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// Table is what an export says beside its rows.
type Table struct {
	Lang     ledger.Lang
	Title    string     // what was asked for, as on the page: 台账 2024-09 太平桥街道
	Day      ledger.Day // the day that the lights are of, and the calendar they go by
	Workdays ledger.Counting
	Zone     *time.Location          // where days begin; nil is UTC
	Reports  map[int64]ledger.Report // the sources, for their titles; texts are not needed
	Shown    ledger.Shown            // the columns chosen, for formats that have columns; nil is every one
	sources  map[int64]string        // how each is named, once it was asked for
	Site     string                  // where the ledger is served, for what is fetched from it again and again; "" for a file
	Themes   []string                // what a workbook offers for the theme of an entry
}

// Entries hands over the rows one by one, in order, and stops at the first error, which it returns.
type Entries = func(yield func(*ledger.Entry) error) error

// Format is a kind of file. Write streams all rows to w; an error before the first row leaves w untouched for formats that
// say so, and is never swallowed.
type Format struct {
	Name  string // as in addresses and on the command line
	Ext   string // of file names, without the dot
	MIME  string
	Words ledger.Words // as on a menu
	Whole bool         // made whole before any of it is sent, so that a long list is better made in the background
	Only  ledger.Lang  // the one language that it comes in, "" where that is the reader's
	Write func(w io.Writer, x Table, each Entries) error
}

// In is the language in which a reader gets the format.
func (f Format) In(reader ledger.Lang) ledger.Lang { return cmp.Or(f.Only, reader) }

// Formats lists every format there is, the commonest first.
var Formats = []Format{xlsx, docxFile, csvFile, jsonFile, icsFile}

// Find looks a format up by name; a name that is none is a BadRequest that lists the valid ones.
func Find(name string) (Format, error) {
	var names []string
	for _, f := range Formats {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	list := strings.Join(names, ", ")
	return Format{}, ledger.Mistake(ledger.BadRequest, "format", "不能导出为“%s”，可用：%s。", "There is no format “%s”; the formats are %s.", name, list)
}
