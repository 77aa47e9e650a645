0000  49 3b 67 10                    cmp rsp, qword ptr [r15+0x10]
0004  72 25                          jb L2
0006  48 83 ec 08                    sub rsp, 0x8
000a  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
000f  75 13                          jne L1
L0:
0011  b8 00 00 00 00                 mov eax, 0x0
0016  ff 15 00 00 00 00              call qword ptr [rip+0x0]  ; slot of function 0
001c  83 c0 01                       add eax, 0x1
001f  48 83 c4 08                    add rsp, 0x8
0023  c3                             ret
L1:
0024  e8 00 00 00 00                 call poll
0029  eb e6                          jmp L0
L2:
002b  e8 00 00 00 00                 call trap: call stack exhausted
