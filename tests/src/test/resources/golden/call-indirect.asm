0000  49 3b 67 10                    cmp rsp, qword ptr [r15+0x10]
0004  0f 82 9f 00 00 00              jb L4
000a  48 83 ec 18                    sub rsp, 0x18
000e  4c 89 74 24 10                 mov qword ptr [rsp+0x10], r14
0013  41 83 7f 18 00                 cmp dword ptr [r15+0x18], 0x0
0018  0f 85 81 00 00 00              jne L3
L0:
001e  49 8b 46 18                    mov rax, qword ptr [r14+0x18]
0022  48 3b 70 08                    cmp rsi, qword ptr [rax+0x8]
0026  0f 83 82 00 00 00              jae L5
002c  48 8b 00                       mov rax, qword ptr [rax]
002f  48 8b 04 f0                    mov rax, qword ptr [rax+rsi*8]
0033  48 85 c0                       test rax, rax
0036  74 23                          je L2
0038  81 78 14 00 00 00 00           cmp dword ptr [rax+0x14], 0x0
003f  75 72                          jne L6
L1:
0041  4c 8b 18                       mov r11, qword ptr [rax]
0044  4d 8b d6                       mov r10, r14
0047  4c 8b 70 08                    mov r14, qword ptr [rax+0x8]
004b  8b 40 10                       mov eax, dword ptr [rax+0x10]
004e  41 ff 13                       call qword ptr [r11]
0051  4c 8b 74 24 10                 mov r14, qword ptr [rsp+0x10]
0056  48 83 c4 18                    add rsp, 0x18
005a  c3                             ret
L2:
005b  48 89 3c 24                    mov qword ptr [rsp], rdi
005f  49 c7 87 80 01 00 00 00 00 00 00 mov qword ptr [r15+0x180], 0x0
006a  49 c7 87 90 01 00 00 00 00 00 00 mov qword ptr [r15+0x190], 0x0
0075  49 89 b7 a0 01 00 00           mov qword ptr [r15+0x1a0], rsi
007c  41 c7 47 1c 13 00 00 00        mov dword ptr [r15+0x1c], 0x13
0084  4c 8d 1d 07 00 00 00           lea r11, [rip+0x7]  ; 0092
008b  41 53                          push r11
008d  e9 00 00 00 00                 jmp runtime
0092  49 8b 87 80 00 00 00           mov rax, qword ptr [r15+0x80]
0099  48 8b 3c 24                    mov rdi, qword ptr [rsp]
009d  eb a2                          jmp L1
L3:
009f  e8 00 00 00 00                 call poll
00a4  e9 75 ff ff ff                 jmp L0
L4:
00a9  e8 00 00 00 00                 call trap: call stack exhausted
L5:
00ae  e8 00 00 00 00                 call trap: undefined element
L6:
00b3  e8 00 00 00 00                 call trap: indirect call type mismatch
