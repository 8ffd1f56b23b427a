package printer

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// asPDF asks for a PDF with its structure told, for those who have it read to them.
const asPDF = `pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}`

const maxSaid = 2000 // bytes of what the program says that are kept

// run has LibreOffice convert file into dir: without the network where the system lets a program be kept from it, else as any
// other program. What it printed comes back. When ctx ends, it and all that it started are killed.
func (p *Printer) run(ctx context.Context, dir, file string) (said []byte, err error) {
	for _, apart := range []bool{true, false} {
		var out bytes.Buffer
		cmd := exec.CommandContext(ctx, p.program, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")),
			"--headless", "--norestore", "--nolockcheck", "--convert-to", asPDF, "--outdir", dir, file)
		cmd.Dir, cmd.Env = dir, environment(dir)
		cmd.Stdout, cmd.Stderr = &out, &out
		cmd.WaitDelay = 5 * time.Second
		if !confine(cmd, apart) {
			continue
		}
		if err = cmd.Start(); err != nil && apart {
			continue // the system does not let us
		}
		if err == nil {
			err = cmd.Wait()
		}
		return out.Bytes()[:min(out.Len(), maxSaid)], err
	}
	return nil, err
}

// environment is all that the program is told of its surroundings: nothing that we were given in confidence.
func environment(dir string) []string {
	all := []string{"HOME=" + dir, "TMPDIR=" + dir, "TMP=" + dir, "TEMP=" + dir, "LC_ALL=C.UTF-8", "SAL_USE_VCLPLUGIN=svp", "FONTCONFIG_FILE=" + filepath.Join(dir, fontsFile)}
	for _, name := range []string{"PATH", "SystemRoot", "SYSTEMROOT"} {
		if v, ok := os.LookupEnv(name); ok {
			all = append(all, name+"="+v)
		}
	}
	return all
}

// furnish puts into dir what LibreOffice is to know: which fonts stand in for others, and what it must not do.
func furnish(dir string) error {
	user := filepath.Join(dir, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, fontsFile), fontConfig(dir), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(settings), 0o600)
}

// settings keep it from running macros and from fetching what a document only points to.
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
`
