// Package localaws runs an AWS on this machine for the demo and the tests:
// MiniStack, installed from pinned and hashed requirements into the work tree,
// on a free loopback port, gone when Stop returns or this process dies. It also
// builds the functions and deploys the stack there by CloudFormation.
package localaws
