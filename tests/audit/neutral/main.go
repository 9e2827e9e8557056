// main LOG VKEY: the head with sumdb/note and the root over all lines with sumdb/tlog, both unmodified.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	verifier, err := note.NewVerifier(os.Args[2])
	check(err)
	data, err := os.ReadFile(filepath.Join(os.Args[1], "checkpoint"))
	check(err)
	head, err := note.Open(data, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(head.Text, "\n")
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for place, index := range indexes {
			found[place] = stored[index]
		}
		return found, nil
	})
	names, err := filepath.Glob(filepath.Join(os.Args[1], "segments", "*.jsonl"))
	check(err)
	sort.Strings(names)
	var size int64
	for _, name := range names {
		segment, err := os.ReadFile(name)
		check(err)
		for _, line := range bytes.Split(bytes.TrimSuffix(segment, []byte("\n")), []byte("\n")) {
			hashes, err := tlog.StoredHashes(size, line, reader)
			check(err)
			stored = append(stored, hashes...)
			size++
		}
	}
	root, err := tlog.TreeHash(size, reader)
	check(err)
	if strconv.FormatInt(size, 10) != lines[1] || base64.StdEncoding.EncodeToString(root[:]) != lines[2] {
		check(fmt.Errorf("the records are not those of the head"))
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
