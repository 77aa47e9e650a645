0000  49 8b 46 20                    mov rax, qword ptr [r14+0x20]
0004  31 c9                          xor ecx, ecx
0006  66 0f 1f 84 00 00 00 00 00     nop word ptr [rax+rax*1]
000f  90                             nop
L0:
0010  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
0015  75 11                          jne L2
L1:
0017  03 0c 38                       add ecx, dword ptr [rax+rdi*1]
001a  83 c7 04                       add edi, 0x4
001d  83 c6 ff                       add esi, -0x1
0020  85 f6                          test esi, esi
0022  75 ec                          jne L0
0024  48 8b c1                       mov rax, rcx
0027  c3                             ret
L2:
0028  e8 00 00 00 00                 call poll
002d  eb e8                          jmp L1
