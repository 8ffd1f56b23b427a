package main

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"taizhang/backend/extract"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
)

const goldSuffix = ".gold.json"

type evalCommand struct {
	knowledge
	Folder  string `arg:"" help:"Folder with gold files (*.gold.json); their sources stand in it or in a folder beside it."`
	JSON    bool   `help:"Print figures for machines." env:"TAIZHANG_JSON" name:"json"`
	Verbose bool   `help:"Print matches with other units as well." short:"v" env:"TAIZHANG_VERBOSE"`
}

// Run prints how well the extraction agrees with the gold, and every miss and extra with its line.
func (e evalCommand) Run(s streams) error {
	golds, sources, err := e.files()
	if err != nil {
		return err
	}
	lexicon, err := e.lexicon()
	if err != nil {
		return err
	}
	var sum extract.Result
	for _, path := range golds {
		result, err := score(lexicon, path, sources)
		if err != nil {
			return err
		}
		sum.Add(result)
	}
	if e.JSON {
		return printJSON(s.out, sum, len(golds))
	}
	return e.printTable(s.out, sum, len(golds))
}

// files finds the gold files under the folder, and where every text under it and under the folders beside it stands.
func (e evalCommand) files() (golds []string, sources map[string]string, err error) {
	sources = map[string]string{}
	err = filepath.WalkDir(e.Folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, goldSuffix) {
			golds = append(golds, path)
		}
		return err
	})
	if err != nil || len(golds) == 0 {
		return nil, nil, ledger.Mistake(ledger.NotFound, "folder", "%[1]s 里没有标准答案文件（*.gold.json）。", "There is no gold file (*.gold.json) in %[1]s.", e.Folder)
	}
	folder, err := filepath.Abs(e.Folder)
	if err != nil {
		return nil, nil, err
	}
	for _, at := range append([]string{folder}, beside(folder)...) {
		_ = filepath.WalkDir(at, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && sources[d.Name()] == "" {
				sources[d.Name()] = path
			}
			return nil // what cannot be read holds no source
		})
	}
	slices.Sort(golds)
	return golds, sources, nil
}

// beside lists the folders next to folder.
func beside(folder string) (all []string) {
	list, _ := os.ReadDir(filepath.Dir(folder))
	for _, d := range list {
		if d.IsDir() {
			all = append(all, filepath.Join(filepath.Dir(folder), d.Name()))
		}
	}
	return all
}

func score(lexicon *extract.Lexicon, path string, sources map[string]string) (extract.Result, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return extract.Result{}, fmt.Errorf("read gold: %w", err)
	}
	gold, err := extract.ParseGold(data)
	if err != nil {
		return extract.Result{}, fmt.Errorf("%s: %w", path, err)
	}
	source, err := os.ReadFile(sources[gold.Source])
	if err != nil {
		return extract.Result{}, ledger.Mistake(ledger.NotFound, "source", "找不到 %[1]s 的原文 %[2]s。", "The source %[2]s of %[1]s was not found.", path, gold.Source)
	}
	text, err := intake.Text(gold.Source, source)
	if err != nil {
		return extract.Result{}, fmt.Errorf("%s: %w", gold.Source, err)
	}
	return extract.Score(gold, lexicon.Read(text, gold.Date)), nil
}

func (e evalCommand) printTable(w io.Writer, r extract.Result, files int) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "%d files\tgold\tfound\tmatched\tprecision\trecall\tF1\tunits\ttheme\tdue\tmetrics\t\n", files)
	for _, k := range ledger.Kinds {
		n := r.Kinds[k]
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%s\t%s\t\n", k, n.Gold, n.Found, n.Matched, n.Precision(), n.Recall(), n.F1(),
			n.Share(n.Units), n.Share(n.Theme), of(n.Due, n.HasDue), of(n.Metrics, n.HasMetrics))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	printMisses(w, "missed", r.Misses)
	printMisses(w, "extra", r.Extras)
	if e.Verbose {
		printMisses(w, "other units", r.Wrong)
	}
	return nil
}

// of says "12/14", or nothing where there is nothing to count.
func of(n, all int) string {
	if all == 0 {
		return "–"
	}
	return fmt.Sprintf("%d/%d", n, all)
}

func printMisses(w io.Writer, title string, list []extract.Miss) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s:\n", title)
	for _, m := range list {
		fmt.Fprintf(w, "%s:%d\t%s\t%s\t%s\n", m.Source, m.Line, m.Kind, m.Note, m.Quote)
	}
}

type figures struct {
	Gold      int     `json:"gold"`
	Found     int     `json:"found"`
	Matched   int     `json:"matched"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Units     float64 `json:"units"`
	Theme     float64 `json:"theme"`
	Due       float64 `json:"due"`
	Metrics   float64 `json:"metrics"`
}

func printJSON(w io.Writer, r extract.Result, files int) error {
	kinds := map[ledger.Kind]figures{}
	for k, n := range r.Kinds {
		kinds[k] = figures{n.Gold, n.Found, n.Matched, n.Precision(), n.Recall(), n.F1(), n.Share(n.Units), n.Share(n.Theme), share(n.Due, n.HasDue), share(n.Metrics, n.HasMetrics)}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(map[string]any{"files": files, "kinds": kinds, "misses": r.Misses, "extras": r.Extras})
}

func share(n, all int) float64 {
	if all == 0 {
		return 1
	}
	return float64(n) / float64(all)
}
