package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/backend/intake"
	"taizhang/backend/ledger"
)

// gathered are the files that a command line names, those of folders in the order of their names.
type gathered struct {
	files   []string
	skipped []skip
	alone   bool // a single file was named, and no folder
}

// skip is a file of a folder that is not brought in, and why.
type skip struct {
	path string
	why  ledger.Words
}

var (
	hidden     = ledger.Words{ZH: "隐藏文件或临时文件", EN: "hidden or temporary"}
	notRead    = ledger.Words{ZH: "不是能读的格式（" + strings.Join(intake.Formats, " ") + "）", EN: "of no kind that is read (" + strings.Join(intake.Formats, " ") + ")"}
	noFile     = ledger.Words{ZH: "不是普通文件", EN: "no plain file"}
	unreadable = ledger.Words{ZH: "打不开", EN: "cannot be opened"}
)

// gather lists what paths name. A path that is not there stays in the list: reading it says so.
func gather(paths []string) gathered {
	g := gathered{alone: len(paths) == 1}
	for _, p := range paths {
		if about, err := os.Stat(p); p != "-" && err == nil && about.IsDir() {
			g.alone = false
			_ = filepath.WalkDir(p, func(path string, e fs.DirEntry, err error) error { return g.visit(p, path, e, err) })
		} else {
			g.add(filepath.Clean(p))
		}
	}
	return g
}

func (g *gathered) add(path string) {
	if !slices.Contains(g.files, path) {
		g.files = append(g.files, path)
	}
}

// visit takes a file of the folder root, or skips it; hidden folders are skipped whole.
func (g *gathered) visit(root, path string, e fs.DirEntry, err error) error {
	secret := path != root && (strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$"))
	switch {
	case err != nil:
		g.skipped = append(g.skipped, skip{path, unreadable})
	case secret && e.IsDir():
		g.skipped = append(g.skipped, skip{path, hidden})
		return fs.SkipDir
	case e.IsDir():
	case secret:
		g.skipped = append(g.skipped, skip{path, hidden})
	case !isFile(path, e):
		g.skipped = append(g.skipped, skip{path, noFile})
	case !slices.Contains(intake.Formats, strings.ToLower(filepath.Ext(path))):
		g.skipped = append(g.skipped, skip{path, notRead})
	default:
		g.add(path)
	}
	return nil
}

// isFile tells a file, or a link to one.
func isFile(path string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.Type().IsRegular()
	}
	about, err := os.Stat(path)
	return err == nil && about.Mode().IsRegular()
}
