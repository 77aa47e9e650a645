0000  49 3b 67 10                    cmp rsp, qword ptr [r15+0x10]
0004  72 29                          jb L2
0006  48 83 ec 18                    sub rsp, 0x18
000a  48 89 34 24                    mov qword ptr [rsp], rsi
000e  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
0013  75 13                          jne L1
L0:
0015  b8 00 00 00 00                 mov eax, 0x0
001a  ff 15 00 00 00 00              call qword ptr [rip+0x0]  ; slot of function 0
0020  03 04 24                       add eax, dword ptr [rsp]
0023  48 83 c4 18                    add rsp, 0x18
0027  c3                             ret
L1:
0028  e8 00 00 00 00                 call poll
002d  eb e6                          jmp L0
L2:
002f  e8 00 00 00 00                 call trap: call stack exhausted
