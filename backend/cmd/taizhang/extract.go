package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"taizhang/backend/extract"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
)

// knowledge is what a reading without a ledger knows: the register that comes with the program, or the files given.
type knowledge struct {
	Units  string `help:"Register of units to read with, a csv file; the built-in one without it." env:"TAIZHANG_UNITS" placeholder:"FILE"`
	Themes string `help:"Themes to read with, a yaml file; the built-in ones without it." env:"TAIZHANG_THEMES" placeholder:"FILE"`
}

func (k knowledge) lexicon() (*extract.Lexicon, error) {
	units, themes, err := builtIn()
	if err == nil && k.Units != "" {
		var data []byte
		if data, err = os.ReadFile(k.Units); err == nil {
			units, err = intake.ReadUnits(bytes.NewReader(data))
		}
	}
	if err == nil && k.Themes != "" {
		var data []byte
		if data, err = os.ReadFile(k.Themes); err == nil {
			themes, err = intake.ReadThemes(bytes.NewReader(data))
		}
	}
	if err != nil {
		return nil, err
	}
	days, err := workingDays()
	if err != nil {
		return nil, err
	}
	return extract.NewLexicon(units, themes, nil).Counting(days.Add), nil
}

type extractCommand struct {
	knowledge
	File   string `arg:"" help:"The report; - reads standard input."`
	Date   string `help:"Day of publication, like 2024-09-06; days without a year are read against it." env:"TAIZHANG_DATE" placeholder:"DAY"`
	Format string `help:"json for programs, text for people." env:"TAIZHANG_FORMAT" default:"json" enum:"json,text"`
}

// source is where a reading comes from.
type source struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Chars  int    `json:"chars"`
}

// Run reads a report and prints what it says.
func (e extractCommand) Run(s streams) error {
	published := ledger.Date("")
	if e.Date != "" {
		var err error
		if published, err = ledger.ParseDate(e.Date); err != nil {
			return err
		}
	}
	lexicon, err := e.lexicon()
	if err != nil {
		return err
	}
	file, err := readFile(s.in, e.File, "")
	if err != nil {
		return err
	}
	text, err := file.Text()
	if err != nil {
		return err
	}
	reading := lexicon.Read(text, published)
	out := bufio.NewWriter(s.out)
	if e.Format == "text" {
		printReading(out, reading)
		return out.Flush()
	}
	sum := sha256.Sum256(file.Data)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err = enc.Encode(struct {
		Source source `json:"source"`
		*extract.Reading
	}{source{file.Name, hex.EncodeToString(sum[:]), utf8.RuneCountInString(text)}, reading})
	if err != nil {
		return err
	}
	return out.Flush()
}

// printReading writes a line a finding: where, what, who, when, in which words.
func printReading(w *bufio.Writer, r *extract.Reading) {
	l := terminalLanguage()
	for _, f := range r.Findings {
		due := ""
		if f.Due != nil {
			due = f.Due.Text
			if f.Due.Date != "" {
				due += " → " + string(f.Due.Date)
			}
		}
		fmt.Fprintf(w, "%d–%d\t%s\t%s\t%s\t%s\t%s\n", f.Start, f.End, f.Kind.Words().In(l), strings.Join(f.Units, "、"), f.Theme, due, f.Quote)
	}
}
